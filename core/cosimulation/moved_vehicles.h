// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/cosimulation/moved_arms.h"
#include "core/events/co_simulation.h"
#include "core/motion/drive/vehicle_line.h"

namespace mw::cosimulation {

/// Lets bodies drive where the vehicles of an event run go.
class MovedVehicles final : public events::VehicleMover {
 public:
  /// @param arms  that put parts onto beds, or take them off; both outlive this
  MovedVehicles(motion::VehicleLine& vehicles, MovedArms& arms) : vehicles_(vehicles), arms_(arms) {}

  void place(events::Index vehicle, events::Index node) override;
  void drive(events::Index vehicle, const events::VehicleDrive& way, SimTime at) override;
  [[nodiscard]] bool isThere(events::Index vehicle, events::Index robot) override;
  void park(events::Index vehicle, SimTime at) override;
  void load(events::Index vehicle, const events::MovedPart& part, events::Index from, SimTime at) override;
  void unload(events::Index vehicle, SimTime at) override;
  void leaveTo(events::Index robot, events::Index vehicle, SimTime at) override;

  /// Tells the run what fell off, who passed a node, who is there, and who wants to know whether to stop.
  void tell(events::CoSimulation& run);

 private:
  motion::VehicleLine& vehicles_;
  MovedArms& arms_;
};

}  // namespace mw::cosimulation
