// SPDX-License-Identifier: Apache-2.0
#include "core/motion/clearance/arm_sweep.h"

#include <algorithm>
#include <map>

#include "core/layout/clash.h"

namespace mw::motion {
namespace {

using Eigen::Vector3d;

constexpr std::size_t kFirstMoving = 1;  // the link on the foot is left out

/// A ball around a body, to tell in a moment that it is far off.
struct Ball {
  Vector3d middle_m;
  double radius_m;
};
Ball ballAround(const Capsule& capsule) {
  return {(capsule.a_m + capsule.b_m) / 2, (capsule.b_m - capsule.a_m).norm() / 2 + capsule.radius_m};
}
Ball ballAround(const TurnedBox& box) {
  return {box.X_WB.translation(), box.half_m.norm()};
}
/// Never more than the distance between the ball and the box.
double apart_m(const Ball& ball, const TurnedBox& box) {
  const Vector3d local = box.X_WB.linear().transpose() * (ball.middle_m - box.X_WB.translation());
  return (local.cwiseAbs() - box.half_m).cwiseMax(0).norm() - ball.radius_m;
}

/// The deepest hits found so far and the least distance at one moment.
class HitList {
 public:
  explicit HitList(std::span<const Obstacle> obstacles) : obstacles_(obstacles) {}

  /// @returns the least distance from anything
  double look(const ArmPosition& position) {
    nearest_m_ = kFar_m;
    for (std::size_t i = kFirstMoving; i < position.capsules.size(); ++i) look(position, position.capsules[i], i);
    if (position.part) look(position, *position.part, SweptHit::kCarriedPart);
    least_m_ = std::min(least_m_, nearest_m_);
    return nearest_m_;
  }

  [[nodiscard]] std::vector<SweptHit> take() const {
    std::vector<SweptHit> hits;
    for (const auto& [owner, hit] : deepest_) hits.push_back(hit);
    return hits;
  }
  [[nodiscard]] double least_m() const { return least_m_; }

 private:
  static constexpr double kFar_m = 1e6;

  template <class Shape>
  void look(const ArmPosition& position, const Shape& shape, std::size_t what) {
    const Ball ball = ballAround(shape);
    for (const Obstacle& obstacle : obstacles_) {
      if (apart_m(ball, obstacle.box) >= std::max(nearest_m_, 0.0)) continue;
      const double clear_m = clearance_m(shape, obstacle.box);
      nearest_m_ = std::min(nearest_m_, clear_m);
      if (-clear_m > layout::kClashTolerance_m) note({obstacle.owner, -clear_m, position.time_s, what, ball.middle_m});
    }
  }

  void note(const SweptHit& hit) {
    const auto [at, is_new] = deepest_.try_emplace(hit.owner, hit);
    if (!is_new && hit.depth_m > at->second.depth_m) at->second = hit;
  }

  std::span<const Obstacle> obstacles_;
  std::map<std::size_t, SweptHit> deepest_;
  double nearest_m_ = kFar_m;
  double least_m_ = kFar_m;
};

}  // namespace

Obstacle obstacleOf(const layout::Block& block, double high_m) {
  const double top_m = std::min(block.high_m, high_m);
  Obstacle obstacle;
  obstacle.owner = block.owner;
  obstacle.box.half_m = {block.half_x_m, block.half_y_m, std::max(0.0, top_m - block.low_m) / 2};
  obstacle.box.X_WB.translation() = Vector3d(block.center.x_m, block.center.y_m, block.low_m + obstacle.box.half_m[2]);
  obstacle.box.X_WB.linear() << block.cos_yaw, -block.sin_yaw, 0, block.sin_yaw, block.cos_yaw, 0, 0, 0, 1;
  return obstacle;
}

Obstacle floorObstacle(std::size_t owner, double z_m) {
  constexpr double kThick_m = 10;
  constexpr double kWide_m = 1e5;
  Obstacle floor;
  floor.owner = owner;
  floor.box.half_m = {kWide_m, kWide_m, kThick_m / 2};
  floor.box.X_WB.translation() = Vector3d(0, 0, z_m - kThick_m / 2);
  return floor;
}

ArmSweep::ArmSweep(const RobotCell& cell, const PickPlacePlan& plan, const factory::Part& part)
    : cell_(cell),
      plan_(plan),
      part_half_m_(part.size_m[0] / 2, part.size_m[1] / 2, part.size_m[2] / 2),
      shape_(cell.mounted, cell.gripper),
      reach_m_(shape_.reachBeyond_m(2 * part_half_m_.norm())) {}

double ArmSweep::stepAhead_s(const ArmMotion& motion, double t, double first_s, double allowed_m) const {
  constexpr double kShrink = 0.7;
  constexpr double kShortest_s = 1e-3;
  constexpr double kLongestShare = 0.05;  // on a straight line, joints may turn back in between
  const double left_s = motion.duration_s() - t;
  const JointVector q = motion.at(t).q_rad;
  double ahead_s = std::min(first_s, motion.duration_s() * kLongestShare);
  while (ahead_s > kShortest_s) {
    const JointVector next = motion.at(t + std::min(ahead_s, left_s)).q_rad;
    if ((next - q).cwiseAbs().dot(reach_m_) <= allowed_m) break;
    ahead_s *= kShrink;
  }
  return std::min(std::max(ahead_s, kShortest_s), left_s);
}

void ArmSweep::walk(const std::function<double(const ArmPosition&)>& look) const {
  constexpr double kGrow = 2;
  double started_s = 0;
  bool has_part = false;
  for (const PickPlacePlan::Step& step : plan_.steps) {
    const double duration_s = step.motion ? step.motion->duration_s() : 0;
    double ahead_s = duration_s;
    for (double t = 0; step.motion;) {
      const ArmShape::Posture posture = shape_.at(cell_.X_WB, step.motion->at(t).q_rad);
      ArmPosition position{started_s + t, posture.capsules, std::nullopt};
      if (has_part) {
        position.part.emplace(TurnedBox{posture.X_WT * Eigen::Translation3d(0, 0, part_half_m_[2]), part_half_m_});
      }
      const double allowed_m = look(position);
      if (t >= duration_s) break;
      ahead_s = stepAhead_s(*step.motion, t, ahead_s * kGrow, allowed_m);
      t = ahead_s >= duration_s - t ? duration_s : t + ahead_s;
    }
    if (step.action != PickPlacePlan::Action::None) has_part = step.action == PickPlacePlan::Action::Grip;
    started_s += duration_s + step.wait_s;
  }
}

std::vector<SweptHit> ArmSweep::hits(std::span<const Obstacle> obstacles, double* nearest_m) const {
  HitList list(obstacles);
  walk([&list](const ArmPosition& position) { return std::max(list.look(position), kFinestStep_m); });
  if (nearest_m != nullptr) *nearest_m = list.least_m();
  return list.take();
}

std::vector<ArmPosition> ArmSweep::positions(double step_m) const {
  std::vector<ArmPosition> positions;
  walk([&](const ArmPosition& position) {
    positions.push_back(position);
    return step_m;
  });
  return positions;
}

}  // namespace mw::motion
