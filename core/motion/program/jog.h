// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "core/motion/kdl/inverse_kinematics.h"

namespace mw::motion {

/// A small way of the tool by hand, along and about the axes of the base or of the tool itself.
struct ToolJog {
  enum class Frame { Base, Tool };
  Frame frame = Frame::Base;
  Eigen::Vector3d shift_m = Eigen::Vector3d::Zero();
  Eigen::Vector3d turn_rad = Eigen::Vector3d::Zero();  ///< axis times angle; the tip stays where it is
};

/// Where a jog leads, or why it does not.
struct JogResult {
  bool is_done = false;
  JointVector q_rad = JointVector::Zero();  ///< as before where it is not done
  std::string reason;                       ///< where it is not done: a sentence for people, what lacks and how much
};

/// Moves the tool of an arm by hand. A jog that would fold the arm over (a joint turns by more than kJogMost_rad) is
/// refused: a hand on the buttons does not expect it.
/// @param inverse  of the arm with its gripper on
[[nodiscard]] JogResult jogTool(InverseKinematics& inverse, const JointVector& q_now_rad, const ToolJog& jog);
inline constexpr double kJogMost_rad = 0.8;

/// Angles brought into the ranges of their joints.
[[nodiscard]] JointVector withinRanges(const Arm& arm, const JointVector& q_rad);

}  // namespace mw::motion
