// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "core/factory/factory.h"
#include "core/motion/rigid_world.h"

namespace mw::motion {

/// Where a vehicle stands while an arm takes its part from the bed or puts one there.
struct ServedStop {
  std::string road_from;  ///< nodes of the road by which it comes
  std::string road_to;
  Vector3 bed_m{};  ///< middle of the bed's surface, in hall coordinates
  double yaw_rad = 0;
};

/// The stops of a fleet for a robot: the first one (VehicleStops) of each road into the robot's node. None where the
/// fleet has no roads: its vehicles drive straight to where the robot itself stands.
/// @param fleet  index in `vehicles`
[[nodiscard]] std::vector<ServedStop> servedStops(const factory::Factory& factory, std::size_t fleet,
                                                  const factory::Element& robot);

}  // namespace mw::motion
