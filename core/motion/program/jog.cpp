// SPDX-License-Identifier: Apache-2.0
#include "core/motion/program/jog.h"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <numbers>

namespace mw::motion {
namespace {

constexpr double kDegree = std::numbers::pi / 180;

Eigen::Isometry3d moved(const Eigen::Isometry3d& X_BF, const ToolJog& jog) {
  const double angle_rad = jog.turn_rad.norm();
  const Eigen::AngleAxisd turn(angle_rad,
                               angle_rad > 0 ? Eigen::Vector3d(jog.turn_rad / angle_rad) : Eigen::Vector3d::UnitZ());
  Eigen::Isometry3d to = X_BF;
  if (jog.frame == ToolJog::Frame::Tool) {
    to.translation() += X_BF.linear() * jog.shift_m;
    to.linear() = X_BF.linear() * turn.toRotationMatrix();
  } else {
    to.translation() += jog.shift_m;
    to.linear() = turn.toRotationMatrix() * X_BF.linear();
  }
  return to;
}

}  // namespace

JogResult jogTool(InverseKinematics& inverse, const JointVector& q_now_rad, const ToolJog& jog) {
  const Arm& arm = inverse.arm();
  const InverseResult found = inverse.solve(moved(flangePose(arm, q_now_rad), jog), q_now_rad);
  if (!found.reaches()) return {false, q_now_rad, inverseReason(arm, found)};
  Eigen::Index joint = 0;
  const double most_rad = (found.q_rad - q_now_rad).cwiseAbs().maxCoeff(&joint);
  if (most_rad > kJogMost_rad) {
    return {false, q_now_rad,
            fmt::format("the arm would fold over: {} would turn by {:.0f} deg",
                        arm.joints[static_cast<std::size_t>(joint)].name, most_rad / kDegree)};
  }
  return {true, found.q_rad, {}};
}

JointVector withinRanges(const Arm& arm, const JointVector& q_rad) {
  return q_rad.cwiseMax(lowerLimits_rad(arm)).cwiseMin(upperLimits_rad(arm));
}

}  // namespace mw::motion
