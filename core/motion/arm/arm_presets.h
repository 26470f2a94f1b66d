// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <string_view>

#include "core/motion/arm/arm_model.h"

namespace mw::motion {

/// Names of the geometries that come with the program, in the order in which they are offered.
[[nodiscard]] std::span<const std::string_view> armPresetNames();

/// A common six-axis geometry by its published figures: link lengths, joint ranges, top speeds, payload, weight.
///
///   name          geometry of               reach    payload  weight
///   cobot-5kg     Universal Robots UR5e     0.85 m   5 kg     20.6 kg
///   agile-6kg     KUKA KR 6 R900 sixx       0.90 m   6 kg     52 kg
///   compact-3kg   ABB IRB 120-3/0.6         0.58 m   3 kg     25 kg
///
/// What makers do not publish is assumed:
/// - Accelerations: a joint reaches its top speed in 0.5 s (cobot) or 0.2 s, and its full acceleration in 0.15 s or
///   0.08 s. Give a robot's own figures where they are known.
/// - Masses and inertias: of the cobot, masses and centres of mass are the maker's, inertias those of solid cylinders
///   between the joints. Of the other two the data sheet's weight is spread over base and links (28, 22, 20, 16, 8, 5,
///   1 %), as cylinders too.
/// - Torques: of the cobot the maker's, of the others not limited.
///
/// @throws InputError for an unknown name, with the nearest known one
/// Sources: Universal Robots, "DH parameters for calculations of kinematics and dynamics" and "Max. joint torques"
/// (support articles), UR5e user manual; KUKA, "KR AGILUS sixx specification", as in kuka_kr6_support of
/// ROS-Industrial; ABB, "Product specification IRB 120", 3HAC035960-001.
[[nodiscard]] Arm presetArm(std::string_view name);

}  // namespace mw::motion
