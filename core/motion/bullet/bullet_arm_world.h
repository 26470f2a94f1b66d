// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>

#include "core/motion/arm/arm_world.h"
#include "core/motion/arm/gripper.h"

namespace mw::motion {

/// An arm computed by Bullet 3.24 in double precision: a Featherstone multibody (reduced coordinates, so that joints
/// never come apart) with a motor per joint, stepped by semi-implicit Euler. The motor's target is the speed that leads
/// from one setpoint to the next, plus half of what the joint is behind: with enough torque it stands at the setpoint
/// when the step ends. A gripped part is a body of its own, held by a fixed constraint whose impulse is the force.
///
/// @param mounted    the arm with its gripper on (withGripper)
/// @param X_WB       its base in the world
/// @param start_rad  its posture at rest
[[nodiscard]] std::unique_ptr<ArmWorld> makeBulletArmWorld(const Arm& mounted, const Gripper& gripper,
                                                           const Eigen::Isometry3d& X_WB, const JointVector& start_rad);

}  // namespace mw::motion
