// SPDX-License-Identifier: Apache-2.0
#include "core/motion/arm/joint_move.h"

#include "core/base/error.h"

namespace mw::motion {

JointMove::JointMove(const Arm& arm, const JointVector& from_rad, const JointVector& to_rad, double speed,
                     ProfileShape shape)
    : from_rad_(from_rad), to_rad_(to_rad) {
  MW_REQUIRE(speed > 0 && speed <= 1);
  for (std::size_t i = 0; i < joints_.size(); ++i) {
    const ArmJoint& joint = arm.joints[i];
    RateLimits limits{joint.speed_radps, joint.acceleration_radps2};
    if (shape == ProfileShape::SCurve) limits.jerk = joint.jerk_radps3;
    const auto k = static_cast<Eigen::Index>(i);
    joints_[i] = RestToRest(to_rad[k] - from_rad[k], limits);
    if (joints_[i].duration_s() <= duration_s_) continue;
    duration_s_ = joints_[i].duration_s();
    slowest_joint_ = static_cast<int>(i);
  }
  duration_s_ /= speed;
  for (RestToRest& joint : joints_) joint = joint.stretchedTo(duration_s_);
}

ArmSetpoint JointMove::at(double time_s) const {
  if (time_s >= duration_s_) return {to_rad_, JointVector::Zero(), JointVector::Zero()};
  ArmSetpoint setpoint;
  for (std::size_t i = 0; i < joints_.size(); ++i) {
    const MotionState state = joints_[i].at(time_s);
    const auto k = static_cast<Eigen::Index>(i);
    setpoint.q_rad[k] = from_rad_[k] + state.position;
    setpoint.speed_radps[k] = state.speed;
    setpoint.acceleration_radps2[k] = state.acceleration;
  }
  return setpoint;
}

JointVector JointMove::jerkAt_radps3(double time_s) const {
  JointVector jerk;
  for (std::size_t i = 0; i < joints_.size(); ++i) jerk[static_cast<Eigen::Index>(i)] = joints_[i].at(time_s).jerk;
  return jerk;
}

}  // namespace mw::motion
