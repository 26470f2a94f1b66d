// SPDX-License-Identifier: Apache-2.0
#include "core/motion/arm/gripper.h"

#include <fmt/format.h>

namespace mw::motion {

Gripper readGripper(const Json& given) {
  Gripper gripper;
  if (!given.is_object()) return gripper;
  gripper.hold_n = given.value("hold_n", gripper.hold_n);
  gripper.grip_s = given.value("grip_s", gripper.grip_s);
  gripper.release_s = given.value("release_s", gripper.release_s);
  gripper.mass_kg = given.value("mass_kg", gripper.mass_kg);
  gripper.length_m = given.value("length_m", gripper.length_m);
  return gripper;
}

Arm withGripper(const Arm& arm, const Gripper& gripper) {
  if (gripper.mass_kg >= arm.payload_kg)
    throw InputError({}, fmt::format("the gripper weighs {} kg, the arm lifts {} kg", gripper.mass_kg, arm.payload_kg),
                     "take a lighter gripper or a stronger arm");
  constexpr double kDiameter_m = 0.08;
  const Eigen::Vector3d tip_m(0, 0, gripper.length_m);
  Arm mounted = arm;
  if (gripper.mass_kg > 0)
    mounted.links[kArmJoints - 1] =
        joined(arm.links[kArmJoints - 1],
               seenFrom(arm.X_6F, cylinderLink(gripper.mass_kg, Eigen::Vector3d::Zero(), tip_m, kDiameter_m)));
  mounted.X_6F = arm.X_6F * Eigen::Translation3d(tip_m);
  mounted.payload_kg = arm.payload_kg - gripper.mass_kg;
  return mounted;
}

}  // namespace mw::motion
