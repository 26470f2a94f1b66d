// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>

#include "core/motion/arm/arm_motion.h"
#include "core/motion/arm/rest_to_rest.h"

namespace mw::motion {

enum class ProfileShape {
  Trapezoid,  ///< the acceleration jumps; the jerk is not limited
  SCurve,     ///< the jerk is limited
};

/// All joints from one posture to another, from rest to rest, so that they start and end together.
///
/// Each joint's own soonest motion is stretched to the duration of the slowest one; stretching only lowers speeds,
/// accelerations and jerks, so every limit holds and no synchronised motion of this shape is shorter:
///
///   T = max_i T_i(|dq_i|, V_i, A_i, J_i) / speed
class JointMove final : public ArmMotion {
 public:
  /// @param speed  share of full speed in (0, 1]: the time is divided by it
  JointMove(const Arm& arm, const JointVector& from_rad, const JointVector& to_rad, double speed = 1,
            ProfileShape shape = ProfileShape::SCurve);

  [[nodiscard]] double duration_s() const override { return duration_s_; }
  [[nodiscard]] ArmSetpoint at(double time_s) const override;
  /// Largest jerks at a time, which setpoints do not carry, in rad/s3.
  [[nodiscard]] JointVector jerkAt_radps3(double time_s) const;
  /// The joint that the others wait for.
  [[nodiscard]] int slowestJoint() const { return slowest_joint_; }

 private:
  JointVector from_rad_;
  JointVector to_rad_;
  std::array<RestToRest, kArmJoints> joints_;
  double duration_s_ = 0;
  int slowest_joint_ = 0;
};

}  // namespace mw::motion
