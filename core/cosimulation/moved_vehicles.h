// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/events/co_simulation.h"
#include "core/motion/drive/vehicle_line.h"

namespace mw::cosimulation {

/// Lets bodies drive where the vehicles of an event run go.
class MovedVehicles final : public events::VehicleMover {
 public:
  explicit MovedVehicles(motion::VehicleLine& vehicles) : vehicles_(vehicles) {}

  void place(events::Index vehicle, events::Index node) override;
  void drive(events::Index vehicle, const events::VehicleDrive& way, SimTime at) override;
  [[nodiscard]] bool isThere(events::Index vehicle) override;
  void park(events::Index vehicle, SimTime at) override;
  void load(events::Index vehicle, const events::MovedPart& part, events::Index from, SimTime at) override;
  void unload(events::Index vehicle, SimTime at) override;

  /// Tells the run what fell off, who passed a node, who is there, and who wants to know whether to stop.
  void tell(events::CoSimulation& run);

 private:
  motion::VehicleLine& vehicles_;
};

}  // namespace mw::cosimulation
