// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>

#include "core/motion/arm/arm_model.h"
#include "core/motion/arm/gripper.h"
#include "core/motion/clearance/distance.h"

namespace mw::motion {

/// How thick an arm is, which its kinematic chain does not say. The upper and the lower arm: 5 % of the length from the
/// first joint to the flange (0.06 m for one of 1.2 m, about what arms of that size measure); from the fourth joint on,
/// the wrist, 3 %. The gripper is as thick as the cylinder that it weighs as (gripper.h): 4 cm.
inline constexpr double kLinkRadiusShare = 0.05;
inline constexpr double kWristRadiusShare = 0.03;
inline constexpr double kGripperRadius_m = 0.04;

/// The body of an arm: a capsule from joint to joint, the last one to the flange, and one for the gripper, whose end is
/// at its tip and not beyond, for there the part begins.
class ArmShape {
 public:
  /// @param mounted  with the gripper on (withGripper)
  ArmShape(const Arm& mounted, const Gripper& gripper);

  /// What a capsule is of: a link, by the joint that carries it, or the gripper.
  static constexpr std::size_t kGripper = kArmJoints;
  using Capsules = std::array<Capsule, kArmJoints + 1>;
  /// In the hall, and where the tip is then.
  struct Posture {
    Capsules capsules;
    Eigen::Isometry3d X_WT;
  };
  [[nodiscard]] Posture at(const Eigen::Isometry3d& X_WB, const JointVector& q_rad) const;

  /// By joint: no point of what it carries is further from it than this, whatever the joints after it do.
  /// @param beyond_tip_m  what the part in the gripper reaches further
  [[nodiscard]] JointVector reachBeyond_m(double beyond_tip_m) const;
  /// No point of the arm is further from its base than this.
  [[nodiscard]] double reach_m(double beyond_tip_m) const;

 private:
  Arm arm_;
  double gripper_length_m_;
  std::array<double, kArmJoints + 1> radii_m_{};
};

}  // namespace mw::motion
