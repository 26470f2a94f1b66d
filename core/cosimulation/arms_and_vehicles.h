// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/cosimulation/moved_arms.h"
#include "core/motion/clearance/vehicle_encounters.h"
#include "core/motion/drive/vehicle_line.h"

namespace mw::cosimulation {

/// Watches arms and vehicles for near misses with each other.
class ArmsAndVehicles {
 public:
  /// @param arms, vehicles  outlive this
  ArmsAndVehicles(const MovedArms& arms, const motion::VehicleLine& vehicles, std::vector<factory::Part> parts);

  void observe(double time_s);
  [[nodiscard]] const std::vector<motion::NearMiss>& nearMisses() const { return encounters_.found(); }

 private:
  [[nodiscard]] motion::VehicleNow now(std::size_t vehicle) const;

  const MovedArms& arms_;
  const motion::VehicleLine& vehicles_;
  std::vector<factory::Part> parts_;
  motion::VehicleEncounters encounters_;
};

}  // namespace mw::cosimulation
