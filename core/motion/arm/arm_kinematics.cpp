// SPDX-License-Identifier: Apache-2.0
#include "core/motion/arm/arm_kinematics.h"

#include <Eigen/SVD>
#include <numbers>

namespace mw::motion {

std::array<Eigen::Isometry3d, kArmJoints + 1> framesAt(const Arm& arm, const JointVector& q_rad) {
  std::array<Eigen::Isometry3d, kArmJoints + 1> frames;
  Eigen::Isometry3d X_BL = Eigen::Isometry3d::Identity();
  for (std::size_t i = 0; i < arm.joints.size(); ++i) {
    const ArmJoint& joint = arm.joints[i];
    X_BL = X_BL * joint.X_PJ * Eigen::AngleAxisd(q_rad[static_cast<Eigen::Index>(i)], joint.axis);
    frames[i] = X_BL;
  }
  frames[kArmJoints] = X_BL * arm.X_6F;
  return frames;
}

Eigen::Isometry3d flangePose(const Arm& arm, const JointVector& q_rad) {
  return framesAt(arm, q_rad)[kArmJoints];
}

Jacobian flangeJacobian(const Arm& arm, const JointVector& q_rad) {
  const auto frames = framesAt(arm, q_rad);
  const Eigen::Vector3d flange = frames[kArmJoints].translation();
  Jacobian jacobian;
  for (std::size_t i = 0; i < arm.joints.size(); ++i) {
    const Eigen::Vector3d axis = frames[i].linear() * arm.joints[i].axis;
    const auto column = static_cast<Eigen::Index>(i);
    jacobian.block<3, 1>(0, column) = axis.cross(flange - frames[i].translation());
    jacobian.block<3, 1>(3, column) = axis;
  }
  return jacobian;
}

double singularityMeasure(const Arm& arm, const JointVector& q_rad) {
  Jacobian scaled = flangeJacobian(arm, q_rad);
  scaled.topRows<3>() /= stretchedLength_m(arm);
  return Eigen::JacobiSVD<Jacobian>(scaled).singularValues()[kArmJoints - 1];
}

PoseDifference differenceOf(const Eigen::Isometry3d& a, const Eigen::Isometry3d& b) {
  const Eigen::Quaterniond turn(a.linear().transpose() * b.linear());
  return {(a.translation() - b.translation()).norm(), 2 * std::atan2(turn.vec().norm(), std::abs(turn.w()))};
}

Eigen::Isometry3d pointingDown(const Eigen::Vector3d& position_m, double yaw_rad) {
  return Eigen::Translation3d(position_m) * Eigen::AngleAxisd(yaw_rad, Eigen::Vector3d::UnitZ()) *
         Eigen::AngleAxisd(std::numbers::pi, Eigen::Vector3d::UnitX());
}

}  // namespace mw::motion
