// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <vector>

#include "core/motion/arm/arm_motion.h"
#include "core/motion/arm/rest_to_rest.h"
#include "core/motion/kdl/inverse_kinematics.h"

namespace mw::motion {

/// What the tool may do on a straight line: its tip in m, its direction in rad.
struct LineLimits {
  RateLimits tip{0.5, 2.0, 20.0};
  RateLimits turn{3.0, 12.0, 120.0};
};

/// The tip along a straight line, its direction by the shortest turn at the same time, from rest to rest. Between
/// samples, joints follow the cubic that has their angles and speeds.
class LineMove final : public ArmMotion {
 public:
  struct Sample {
    JointVector q_rad;
    JointVector speed_radps;
  };

  /// @param samples  two at least, evenly spaced over the duration
  LineMove(std::vector<Sample> samples, double duration_s);

  [[nodiscard]] double duration_s() const override { return duration_s_; }
  [[nodiscard]] ArmSetpoint at(double time_s) const override;

 private:
  std::vector<Sample> samples_;
  double duration_s_;
};

enum class LineStatus {
  Ok,
  Unreachable,  ///< the line leaves the arm's reach or a joint's range
  BranchJump,   ///< the joints would have to jump to another posture: the line passes a singular one
  TooFast,      ///< a joint cannot keep up
};

struct LineResult {
  LineStatus status = LineStatus::Ok;
  std::optional<LineMove> move;  ///< when Ok
  double at_share = 0;           ///< of the way, 0 to 1: where it goes wrong
  InverseResult inverse;         ///< Unreachable: why
  int joint = -1;                ///< BranchJump, TooFast: which joint
  double jump_rad = 0;           ///< BranchJump: by how much its angle jumps from one sample to the next
  double slow_down = 1;          ///< TooFast: the line fits when it takes this many times as long
};

/// Plans a straight line of the tip and checks it at samples of 1/240 s or less: inverse kinematics from the posture
/// before, joint speeds by the inverse Jacobian (qd = J^-1 V), accelerations by their differences. Time along the line
/// is the soonest from rest to rest that keeps the limits of the tip and of the turn.
///
/// @param from_rad  posture at the start
/// @param X_BF      pose of the tip at the end, in the base
/// @param speed     share of full speed in (0, 1]: the time is divided by it
[[nodiscard]] LineResult planLine(InverseKinematics& inverse, const JointVector& from_rad,
                                  const Eigen::Isometry3d& X_BF, const LineLimits& limits, double speed = 1);

}  // namespace mw::motion
