// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <span>
#include <vector>

#include "core/factory/factory.h"
#include "core/motion/arm/gripper.h"
#include "core/motion/plan/pick_place.h"
#include "core/motion/rigid_world.h"

namespace mw::motion {

/// A place at which a robot picks or places: where a part stands on the element at the other end of a flow.
struct RobotPort {
  std::uint32_t element = 0;  ///< index in the factory
  std::uint32_t flow = 0;     ///< index in the factory
  Vector3 stand_m{};          ///< middle of the part's underside, in hall coordinates
  double yaw_rad = 0;         ///< of the part
  double passes_m = 0;  ///< how high what others bring there may be: it passes under the part that is held over it
};

/// A robot with its arm, as it stands in its factory.
struct RobotCell {
  std::uint32_t robot = 0;  ///< index in the factory
  Arm mounted;              ///< with its gripper on
  Gripper gripper;
  Eigen::Isometry3d X_WB = Eigen::Isometry3d::Identity();  ///< its base in the hall
  double speed = 1;                                        ///< share of full speed in (0, 1]
  std::vector<RobotPort> picks;                            ///< by flows into the robot, in the factory's order
  std::vector<RobotPort> places;                           ///< by flows out of it
};

/// Where parts stand on an element: on a conveyor in the middle of its belt, where a part waits at the end (for a pick)
/// or at its start (for a place), else in the middle of its footprint, factory::kTransportHeight_m above its foot.
///
/// @param robot   index of a robot with an "arm"
/// @param parts   all part types, at least one
/// @param folder  where names of URDF files begin
/// @throws InputError naming what the arm, its gripper or a conveyor lacks
[[nodiscard]] RobotCell robotCell(const factory::Factory& factory, std::size_t robot,
                                  std::span<const factory::Part> parts, const std::filesystem::path& folder);

/// One pick and place of this part from port to port.
[[nodiscard]] PickPlaceProgramme programmeOf(const RobotCell& cell, const RobotPort& pick, const RobotPort& place,
                                             const factory::Part& part);

}  // namespace mw::motion
