// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <string>

#include "core/motion/program/robot_programme.h"

namespace mw::models {

/// Edits of a taught programme: each gives back the programme after it. All throw InputError, with cause and cure,
/// when the edit is not possible.

/// @param name  of a new pose, or of one that is to be where the arm is now
[[nodiscard]] motion::RobotProgramme withPose(motion::RobotProgramme programme, const std::string& name,
                                              const motion::JointVector& q_rad);
/// Steps follow.
[[nodiscard]] motion::RobotProgramme withPoseRenamed(motion::RobotProgramme programme, const std::string& name,
                                                     const std::string& new_name);
/// Not where a step goes to it.
[[nodiscard]] motion::RobotProgramme withoutPose(motion::RobotProgramme programme, const std::string& name);
/// @param row  where the step will be; past the end: last
[[nodiscard]] motion::RobotProgramme withStep(motion::RobotProgramme programme, std::size_t row,
                                              motion::ProgrammeStep step);
[[nodiscard]] motion::RobotProgramme withStepChanged(motion::RobotProgramme programme, std::size_t row,
                                                     motion::ProgrammeStep step);
[[nodiscard]] motion::RobotProgramme withoutStep(motion::RobotProgramme programme, std::size_t row);
/// Exchanges a step with the one after it.
[[nodiscard]] motion::RobotProgramme withStepsSwapped(motion::RobotProgramme programme, std::size_t row);

/// A name that no pose has: "pose 3".
[[nodiscard]] std::string freePoseName(const motion::RobotProgramme& programme);

/// "Straight line to above", "Wait 0.2 s".
[[nodiscard]] QString stepText(const motion::ProgrammeStep& step);

}  // namespace mw::models
