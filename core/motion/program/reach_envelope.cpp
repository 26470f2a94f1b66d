// SPDX-License-Identifier: Apache-2.0
#include "core/motion/program/reach_envelope.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>
#include <optional>

#include "core/motion/arm/arm_kinematics.h"

namespace mw::motion {
namespace {

constexpr int kSteps = 25;       // of the second and third joint
constexpr int kWristSteps = 5;   // of the fifth
constexpr int kDirections = 37;  // every five degrees from straight down to straight up

/// The tip farthest from the shoulder in each direction of the half plane.
class Outline {
 public:
  explicit Outline(double shoulder_m) : shoulder_m_(shoulder_m) {}

  void add(const ReachEnvelope::Point& tip) {
    const double up_m = tip.along_m - shoulder_m_;
    const double angle_rad = std::atan2(up_m, tip.radius_m) + std::numbers::pi / 2;
    const auto i = static_cast<std::size_t>(std::lround(angle_rad / std::numbers::pi * (kDirections - 1)));
    auto& [farthest, distance_m] = best_[std::min<std::size_t>(i, kDirections - 1)];
    const double off_m = std::hypot(tip.radius_m, up_m);
    if (farthest && off_m <= distance_m) return;
    farthest = tip;
    distance_m = off_m;
  }

  [[nodiscard]] std::vector<ReachEnvelope::Point> points() const {
    std::vector<ReachEnvelope::Point> points;
    for (const auto& [farthest, distance_m] : best_) {
      if (farthest) points.push_back(*farthest);
    }
    return points;
  }

 private:
  double shoulder_m_;
  std::array<std::pair<std::optional<ReachEnvelope::Point>, double>, kDirections> best_{};
};

double sample(const ArmJoint& joint, int i, int n) {
  // More than a turn shows nothing new.
  const double width_rad = std::min(joint.upper_rad - joint.lower_rad, 2 * std::numbers::pi);
  const double middle_rad = (joint.lower_rad + joint.upper_rad) / 2;
  return middle_rad + width_rad * (static_cast<double>(i) / (n - 1) - 0.5);
}

}  // namespace

ReachEnvelope reachEnvelope(const Arm& arm) {
  ReachEnvelope reach;
  const ArmJoint& first = arm.joints[0];
  reach.X_BA = first.X_PJ * Eigen::Isometry3d(Eigen::Quaterniond::FromTwoVectors(Eigen::Vector3d::UnitZ(), first.axis));
  reach.from_rad = first.lower_rad;
  reach.to_rad = first.upper_rad;
  const Eigen::Isometry3d X_AB = reach.X_BA.inverse();
  JointVector q_rad = (lowerLimits_rad(arm) + upperLimits_rad(arm)) / 2;
  q_rad[0] = 0;
  Outline outline((X_AB * framesAt(arm, q_rad)[1].translation()).z());
  for (int i = 0; i < kSteps; ++i) {
    q_rad[1] = sample(arm.joints[1], i, kSteps);
    for (int j = 0; j < kSteps; ++j) {
      q_rad[2] = sample(arm.joints[2], j, kSteps);
      for (int k = 0; k < kWristSteps; ++k) {
        q_rad[4] = sample(arm.joints[4], k, kWristSteps);
        const Eigen::Vector3d tip = X_AB * flangePose(arm, q_rad).translation();
        const ReachEnvelope::Point point{std::hypot(tip.x(), tip.y()), tip.z()};
        reach.farthest_m = std::max(reach.farthest_m, point.radius_m);
        outline.add(point);
      }
    }
  }
  reach.outline = outline.points();
  return reach;
}

}  // namespace mw::motion
