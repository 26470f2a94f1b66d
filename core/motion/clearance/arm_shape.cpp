// SPDX-License-Identifier: Apache-2.0
#include "core/motion/clearance/arm_shape.h"

#include <algorithm>

#include "core/motion/arm/arm_kinematics.h"

namespace mw::motion {

ArmShape::ArmShape(const Arm& mounted, const Gripper& gripper) : arm_(mounted), gripper_length_m_(gripper.length_m) {
  constexpr std::size_t kFirstOfWrist = 3;
  const double length_m = stretchedLength_m(mounted) - gripper.length_m;
  for (std::size_t i = 0; i < arm_.joints.size(); ++i)
    radii_m_[i] = length_m * (i < kFirstOfWrist ? kLinkRadiusShare : kWristRadiusShare);
  radii_m_[kGripper] = std::min(kGripperRadius_m, gripper.length_m / 2);
}

ArmShape::Posture ArmShape::at(const Eigen::Isometry3d& X_WB, const JointVector& q_rad) const {
  const auto frames = framesAt(arm_, q_rad);
  Posture posture;
  posture.X_WT = X_WB * frames[kArmJoints];
  const Eigen::Vector3d tip_m = posture.X_WT.translation();
  const Eigen::Vector3d back = -posture.X_WT.linear().col(2);
  const Eigen::Vector3d flange_m = tip_m + gripper_length_m_ * back;
  for (std::size_t i = 0; i < arm_.joints.size(); ++i) {
    const bool is_last = i + 1 == arm_.joints.size();
    posture.capsules[i] = {X_WB * frames[i].translation(),
                           is_last ? flange_m : Eigen::Vector3d(X_WB * frames[i + 1].translation()), radii_m_[i]};
  }
  posture.capsules[kGripper] = {flange_m, tip_m + radii_m_[kGripper] * back, radii_m_[kGripper]};
  return posture;
}

JointVector ArmShape::reachBeyond_m(double beyond_tip_m) const {
  JointVector reach_m;
  double to_tip_m = arm_.X_6F.translation().norm() + beyond_tip_m + *std::max_element(radii_m_.begin(), radii_m_.end());
  for (int i = kArmJoints - 1; i >= 0; --i) {
    reach_m[i] = to_tip_m;
    to_tip_m += arm_.joints[static_cast<std::size_t>(i)].X_PJ.translation().norm();
  }
  return reach_m;
}

double ArmShape::reach_m(double beyond_tip_m) const {
  return reachBeyond_m(beyond_tip_m)[0] + arm_.joints[0].X_PJ.translation().norm();
}

}  // namespace mw::motion
