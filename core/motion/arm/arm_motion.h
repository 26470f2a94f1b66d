// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/motion/arm/arm_model.h"

namespace mw::motion {

/// What the joints are meant to do at one time.
struct ArmSetpoint {
  JointVector q_rad = JointVector::Zero();
  JointVector speed_radps = JointVector::Zero();
  JointVector acceleration_radps2 = JointVector::Zero();
};

/// A motion of an arm that begins and ends at rest.
class ArmMotion {
 public:
  ArmMotion() = default;
  ArmMotion(const ArmMotion&) = default;
  ArmMotion& operator=(const ArmMotion&) = default;
  virtual ~ArmMotion() = default;

  [[nodiscard]] virtual double duration_s() const = 0;
  /// At a time from the start; rests before it and after the end.
  [[nodiscard]] virtual ArmSetpoint at(double time_s) const = 0;
};

}  // namespace mw::motion
