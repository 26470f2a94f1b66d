// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>

#include "core/factory/arriving_loads.h"
#include "core/motion/cell/robot_cell.h"

namespace mw::motion {

/// A warning where the heaviest load that comes to a robot, with its gripper, weighs more than the robot lifts: more
/// than the payload of its arm, or, where it has none, than its `payload_kg`, if it has that.
///
/// @param cell  with its arm; null where it has none that can be used
[[nodiscard]] std::optional<Finding> payloadFinding(const factory::Factory& factory, std::size_t robot,
                                                    const RobotCell* cell, const factory::ArrivingLoads& loads);

}  // namespace mw::motion
