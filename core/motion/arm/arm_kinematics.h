// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>

#include "core/motion/arm/arm_model.h"

namespace mw::motion {

/// Where the six joints' frames (with what they carry) and last the flange stand in the base, at angles q.
[[nodiscard]] std::array<Eigen::Isometry3d, kArmJoints + 1> framesAt(const Arm& arm, const JointVector& q_rad);

/// Where the flange stands in the base:  X_BF = X_P1 R1(q1) X_12 R2(q2) ... X_56 R6(q6) X_6F.
[[nodiscard]] Eigen::Isometry3d flangePose(const Arm& arm, const JointVector& q_rad);

using Jacobian = Eigen::Matrix<double, 6, kArmJoints>;

/// The flange's velocity per joint speed, in the base: rows 0-2 are m/s, rows 3-5 rad/s, at 1 rad/s of each joint.
[[nodiscard]] Jacobian flangeJacobian(const Arm& arm, const JointVector& q_rad);

/// How near the arm is to a posture in which it loses a direction of motion: the smallest singular value of the
/// Jacobian with its linear rows divided by the stretched length, so that both kinds of rows count alike; 0 = singular.
[[nodiscard]] double singularityMeasure(const Arm& arm, const JointVector& q_rad);

/// What parts two poses: metres between the origins and the angle of the rotation from one to the other.
struct PoseDifference {
  double position_m = 0;
  double rotation_rad = 0;
};
[[nodiscard]] PoseDifference differenceOf(const Eigen::Isometry3d& a, const Eigen::Isometry3d& b);

/// A pose whose z axis points straight down, as a gripper's does over a part, turned by yaw about the vertical.
[[nodiscard]] Eigen::Isometry3d pointingDown(const Eigen::Vector3d& position_m, double yaw_rad);

}  // namespace mw::motion
