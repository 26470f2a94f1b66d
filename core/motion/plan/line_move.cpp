// SPDX-License-Identifier: Apache-2.0
#include "core/motion/plan/line_move.h"

#include <Eigen/LU>
#include <algorithm>
#include <cmath>

#include "core/base/error.h"

namespace mw::motion {
namespace {

constexpr double kSample_s = 1.0 / 240;
// Between two samples an angle changes by the larger of its two speeds at most; clearly more is a jump.
constexpr double kJump_rad = 0.05;

/// A straight way from one pose to another, over s in [0, 1].
class StraightWay {
 public:
  StraightWay(const Eigen::Isometry3d& from, const Eigen::Isometry3d& to)
      : from_(from), shift_m_(to.translation() - from.translation()), turn_(from.linear().transpose() * to.linear()) {}

  [[nodiscard]] Eigen::Isometry3d at(double s) const {
    Eigen::Isometry3d pose = from_;
    pose.translation() += s * shift_m_;
    pose.linear() = from_.linear() * Eigen::AngleAxisd(s * turn_.angle(), turn_.axis()).toRotationMatrix();
    return pose;
  }

  /// Of tip and direction per unit of s, in the base.
  [[nodiscard]] Eigen::Matrix<double, 6, 1> velocity() const {
    Eigen::Matrix<double, 6, 1> twist;
    twist << shift_m_, from_.linear() * turn_.axis() * turn_.angle();
    return twist;
  }

  [[nodiscard]] RestToRest timing(const LineLimits& limits) const {
    const double way_m = shift_m_.norm();
    const double turn_rad = turn_.angle();
    constexpr double kNothing = 1e-12;
    if (way_m < kNothing && turn_rad < kNothing) return {};
    const auto least = [&](double of_tip, double of_turn) {
      return std::min(way_m < kNothing ? INFINITY : of_tip / way_m,
                      turn_rad < kNothing ? INFINITY : of_turn / turn_rad);
    };
    return {1,
            {least(limits.tip.speed, limits.turn.speed), least(limits.tip.acceleration, limits.turn.acceleration),
             least(limits.tip.jerk, limits.turn.jerk)}};
  }

 private:
  Eigen::Isometry3d from_;
  Eigen::Vector3d shift_m_;
  Eigen::AngleAxisd turn_;
};

/// Notes the joint that falls behind most.
void checkRates(const Arm& arm, const std::vector<LineMove::Sample>& samples, double interval_s, LineResult& result) {
  for (std::size_t k = 0; k < samples.size(); ++k) {
    for (int i = 0; i < kArmJoints; ++i) {
      const ArmJoint& joint = arm.joints[static_cast<std::size_t>(i)];
      double needed = std::abs(samples[k].speed_radps[i]) / joint.speed_radps;
      if (k > 0) {
        const double acceleration = std::abs(samples[k].speed_radps[i] - samples[k - 1].speed_radps[i]) / interval_s;
        // A time stretched k-fold lowers accelerations k^2-fold.
        needed = std::max(needed, std::sqrt(acceleration / joint.acceleration_radps2));
      }
      if (std::isnan(needed)) needed = INFINITY;  // a singular posture
      if (needed <= result.slow_down) continue;
      result.status = LineStatus::TooFast;
      result.slow_down = needed;
      result.joint = i;
      result.at_share = static_cast<double>(k) / static_cast<double>(samples.size() - 1);
    }
  }
}

}  // namespace

LineMove::LineMove(std::vector<Sample> samples, double duration_s)
    : samples_(std::move(samples)), duration_s_(duration_s) {
  MW_REQUIRE(samples_.size() >= 2 && duration_s_ >= 0);
}

ArmSetpoint LineMove::at(double time_s) const {
  if (time_s >= duration_s_) return {samples_.back().q_rad, JointVector::Zero(), JointVector::Zero()};
  if (time_s <= 0) return {samples_.front().q_rad, JointVector::Zero(), JointVector::Zero()};
  const double h = duration_s_ / static_cast<double>(samples_.size() - 1);
  const auto k = std::min(static_cast<std::size_t>(time_s / h), samples_.size() - 2);
  const double u = time_s / h - static_cast<double>(k);
  const Sample& a = samples_[k];
  const Sample& b = samples_[k + 1];
  const JointVector step = b.q_rad - a.q_rad;
  // Cubic Hermite: q = a + u h a' + u^2 (3 step - h (2 a' + b')) + u^3 (h (a' + b') - 2 step)
  const JointVector c2 = 3 * step - h * (2 * a.speed_radps + b.speed_radps);
  const JointVector c3 = h * (a.speed_radps + b.speed_radps) - 2 * step;
  return {a.q_rad + u * (h * a.speed_radps + u * (c2 + u * c3)), a.speed_radps + u * (2 * c2 + 3 * u * c3) / h,
          (2 * c2 + 6 * u * c3) / (h * h)};
}

LineResult planLine(InverseKinematics& inverse, const JointVector& from_rad, const Eigen::Isometry3d& X_BF,
                    const LineLimits& limits, double speed) {
  MW_REQUIRE(speed > 0 && speed <= 1);
  const Arm& arm = inverse.arm();
  const StraightWay way(flangePose(arm, from_rad), X_BF);
  const RestToRest timing = way.timing(limits);
  const double duration_s = timing.duration_s() / speed;
  const auto n = std::max<std::size_t>(2, static_cast<std::size_t>(std::ceil(duration_s / kSample_s)));

  LineResult result;
  std::vector<LineMove::Sample> samples = {{from_rad, JointVector::Zero()}};
  for (std::size_t k = 1; k <= n; ++k) {
    const double share = static_cast<double>(k) / static_cast<double>(n);
    const MotionState along = timing.at(share * timing.duration_s());
    const LineMove::Sample& before = samples.back();
    const InverseResult found = inverse.solve(way.at(along.position), before.q_rad);
    result.at_share = along.position;
    if (!found.reaches()) {
      result.status = LineStatus::Unreachable;
      result.inverse = found;
      return result;
    }
    LineMove::Sample sample{found.q_rad, JointVector::Zero()};
    if (along.speed > 0)
      sample.speed_radps = flangeJacobian(arm, found.q_rad).partialPivLu().solve(way.velocity() * along.speed * speed);
    const JointVector fastest = before.speed_radps.cwiseAbs().cwiseMax(sample.speed_radps.cwiseAbs());
    const JointVector explained = fastest * (duration_s / static_cast<double>(n));
    Eigen::Index joint = 0;
    const double jump_rad = ((found.q_rad - before.q_rad).cwiseAbs() - explained).maxCoeff(&joint);
    if (!(jump_rad <= kJump_rad)) {
      result.status = LineStatus::BranchJump;
      result.joint = static_cast<int>(joint);
      result.jump_rad = std::abs(found.q_rad[joint] - before.q_rad[joint]);
      return result;
    }
    samples.push_back(sample);
  }
  checkRates(arm, samples, duration_s / static_cast<double>(n), result);
  if (result.status == LineStatus::Ok) result.move = LineMove(std::move(samples), duration_s);
  return result;
}

}  // namespace mw::motion
