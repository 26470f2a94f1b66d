// SPDX-License-Identifier: Apache-2.0
#include "core/motion/arm/arm_model.h"

#include <algorithm>

namespace mw::motion {

double stretchedLength_m(const Arm& arm) {
  double length_m = arm.X_6F.translation().norm();
  for (std::size_t i = 1; i < arm.joints.size(); ++i) length_m += arm.joints[i].X_PJ.translation().norm();
  return length_m;
}

JointVector lowerLimits_rad(const Arm& arm) {
  JointVector lower_rad;
  for (int i = 0; i < kArmJoints; ++i) lower_rad[i] = arm.joints[static_cast<std::size_t>(i)].lower_rad;
  return lower_rad;
}

JointVector upperLimits_rad(const Arm& arm) {
  JointVector upper_rad;
  for (int i = 0; i < kArmJoints; ++i) upper_rad[i] = arm.joints[static_cast<std::size_t>(i)].upper_rad;
  return upper_rad;
}

ArmLink cylinderLink(double mass_kg, const Eigen::Vector3d& from_m, const Eigen::Vector3d& to_m, double diameter_m) {
  const double radius_m = diameter_m / 2;
  const double length_m = std::max((to_m - from_m).norm(), radius_m);
  const Eigen::Vector3d along =
      (to_m - from_m).norm() > 0 ? Eigen::Vector3d((to_m - from_m).normalized()) : Eigen::Vector3d::UnitZ();
  const Eigen::Matrix3d projection = along * along.transpose();
  ArmLink link;
  link.mass_kg = mass_kg;
  link.com_m = (from_m + to_m) / 2;
  link.inertia_kgm2 =
      mass_kg * radius_m * radius_m / 2 * projection +
      mass_kg * (3 * radius_m * radius_m + length_m * length_m) / 12 * (Eigen::Matrix3d::Identity() - projection);
  return link;
}

ArmLink joined(const ArmLink& a, const ArmLink& b) {
  ArmLink whole;
  whole.mass_kg = a.mass_kg + b.mass_kg;
  if (!(whole.mass_kg > 0)) return whole;
  whole.com_m = (a.mass_kg * a.com_m + b.mass_kg * b.com_m) / whole.mass_kg;
  for (const ArmLink& part : {a, b}) {
    const Eigen::Vector3d r = part.com_m - whole.com_m;
    whole.inertia_kgm2 +=
        part.inertia_kgm2 + part.mass_kg * (r.squaredNorm() * Eigen::Matrix3d::Identity() - r * r.transpose());
  }
  return whole;
}

ArmLink seenFrom(const Eigen::Isometry3d& X_AB, const ArmLink& body) {
  const Eigen::Matrix3d R_AB = X_AB.linear();
  return {body.mass_kg, X_AB * body.com_m, R_AB * body.inertia_kgm2 * R_AB.transpose()};
}

Eigen::Matrix3d rotationOf(const Eigen::Vector3d& roll_pitch_yaw_rad) {
  return (Eigen::AngleAxisd(roll_pitch_yaw_rad.z(), Eigen::Vector3d::UnitZ()) *
          Eigen::AngleAxisd(roll_pitch_yaw_rad.y(), Eigen::Vector3d::UnitY()) *
          Eigen::AngleAxisd(roll_pitch_yaw_rad.x(), Eigen::Vector3d::UnitX()))
      .toRotationMatrix();
}

}  // namespace mw::motion
