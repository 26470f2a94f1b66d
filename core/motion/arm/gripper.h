// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <limits>

#include "core/base/json.h"
#include "core/motion/arm/arm_model.h"

namespace mw::motion {

/// What an arm holds its parts with, the field "gripper" of a robot.
struct Gripper {
  double hold_n = std::numeric_limits<double>::infinity();  ///< a part on which it must pull harder slips out
  double grip_s = 0.3;                                      ///< time to close
  double release_s = 0.2;                                   ///< time to open
  double mass_kg = 1;                                       ///< counts as payload
  double length_m = 0.12;                                   ///< from the flange, along its z, to the tip
};

/// @param gripper  the field as checked by the factory; null = the usual one
[[nodiscard]] Gripper readGripper(const Json& gripper);

/// The arm with a gripper on: its flange is then the gripper's tip, its last link weighs more (the gripper as a
/// cylinder of 0.08 m), and what may still be lifted is less.
/// @throws InputError when the gripper alone is heavier than the payload
[[nodiscard]] Arm withGripper(const Arm& arm, const Gripper& gripper);

}  // namespace mw::motion
