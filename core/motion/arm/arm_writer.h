// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/json.h"
#include "core/motion/arm/arm_model.h"

namespace mw::motion {

/// An arm as the field "arm" of a robot has it, by its joints: all that readArm() needs, so that no other file is.
/// Reading it again gives the same arm but for the rounding of degrees and of roll, pitch, yaw.
///
/// @param source  the file that it was taken from, for people; left out when empty
[[nodiscard]] Json writeArm(const Arm& arm, const std::string& source = {});

/// Roll about x, pitch about y, yaw about z, all of the fixed frame, as URDF and rotationOf() have them; pitch in
/// [-90, 90] degrees, roll 0 where pitch is at an end of that.
[[nodiscard]] Eigen::Vector3d rollPitchYaw_rad(const Eigen::Matrix3d& rotation);

}  // namespace mw::motion
