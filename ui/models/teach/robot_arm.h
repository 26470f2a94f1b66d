// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>

#include "core/factory/factory.h"
#include "core/motion/arm/gripper.h"

namespace mw::models {

/// The arm of a robot as the window shows and teaches it.
struct RobotArm {
  motion::Arm bare;  ///< without its gripper
  motion::Gripper gripper;
  motion::Arm mounted;  ///< with it
  motion::JointVector rest_rad = motion::JointVector::Zero();
};

/// @param robot   index of a robot with an "arm"
/// @param folder  where names of URDF files begin
/// @throws InputError naming what arm, gripper or programme lack
[[nodiscard]] RobotArm robotArm(const factory::Factory& factory, std::size_t robot,
                                const std::filesystem::path& folder);

/// How an arm stands while nothing moves it: where its programme ends; else above where it places the first part, as
/// the physics start; else with the tip in front of it, pointing down.
[[nodiscard]] motion::JointVector restPosture(const factory::Factory& factory, std::size_t robot,
                                              const motion::Arm& mounted, const std::filesystem::path& folder);

}  // namespace mw::models
