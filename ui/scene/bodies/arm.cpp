// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/scene/bodies/arm.h"

#include <algorithm>
#include <cmath>
#include <vector>

#include "core/motion/arm/arm_kinematics.h"
#include "ui/scene/solids.h"

namespace mw::scene {
namespace {

constexpr std::size_t kJoints = motion::kArmJoints;
// Of the stretched length; real arms have much the same.
constexpr std::array<double, kJoints> kRadiusShares = {0.066, 0.062, 0.052, 0.044, 0.038, 0.034};
constexpr double kAlong = 0.9;       ///< cosine from which two directions count as one
constexpr double kShortLeg = 0.35;   ///< in radii: what is shorter is inside its joint
constexpr double kBarrelLegs = 3.0;  ///< in radii: what is longer is a tube, not the barrel of a joint
constexpr double kFootShare = 0.42;  ///< of the shoulder's height
constexpr double kFootPlate_m = 0.05;

Vec3 vec(const Eigen::Vector3d& v) {
  return {v.x(), v.y(), v.z()};
}

/// The chain at rest, by points and axes in the frame of the base.
struct Skeleton {
  std::array<Vec3, kJoints + 1> joint;  ///< the last is the flange
  std::array<Vec3, kJoints + 1> axis;
  std::array<double, kJoints + 1> radius;
};

Skeleton skeletonOf(const SceneArm& arm) {
  Skeleton bones;
  const auto frames = motion::framesAt(arm.arm, arm.rest_rad);
  const double length_m = motion::stretchedLength_m(arm.arm);
  for (std::size_t i = 0; i < kJoints; ++i) {
    bones.joint[i] = vec(frames[i].translation());
    bones.axis[i] = vec(frames[i].linear() * arm.arm.joints[i].axis);
    bones.radius[i] = kRadiusShares[i] * length_m;
  }
  bones.joint[kJoints] = vec(frames[kJoints].translation());
  bones.axis[kJoints] = vec(frames[kJoints].linear().col(2));
  bones.radius[kJoints] = 0.9 * bones.radius[kJoints - 1];
  // Joints that stand close are slimmer, so that their housings stay apart; those that meet share one.
  for (std::size_t i = 1; i < kJoints; ++i) {
    const double apart_m = norm(bones.joint[i + 1] - bones.joint[i]);
    if (apart_m > 1.6 * bones.radius[i]) bones.radius[i] = std::min(bones.radius[i], 0.46 * apart_m);
  }
  return bones;
}

bool isAlong(const Vec3& a, const Vec3& b) {
  return std::abs(dot(normalized(a), normalized(b))) > kAlong;
}

/// The way from one joint to the next: along an axis, then across, as housings are built.
std::vector<Vec3> wayBetween(const Vec3& a, const Vec3& u, const Vec3& b, const Vec3& v, double radius_m) {
  const Vec3 d = b - a;
  std::vector<Vec3> way = {a};
  const auto turnAt = [&](const Vec3& p) {
    if (norm(p - way.back()) > kShortLeg * radius_m && norm(b - p) > kShortLeg * radius_m) way.push_back(p);
  };
  const bool is_parallel = isAlong(u, v);
  const Vec3 along = is_parallel ? Vec3{} : u * dot(d, u);
  turnAt(a + along);
  turnAt(b - v * dot(d - along, v));
  way.push_back(b);
  return way;
}

void drawBarrel(SolidBuilder& draw, const Vec3& from, const Vec3& to, double radius_m) {
  const Vec3 e = normalized(to - from);
  const double cap_m = 0.16 * radius_m;
  draw.cylinder(from, to, radius_m, Material::Base, 26);
  draw.cylinder(from - e * cap_m, from + e * cap_m, 0.80 * radius_m, Material::Dark, 24);
  draw.cylinder(to - e * cap_m, to + e * cap_m, 0.80 * radius_m, Material::Dark, 24);
}

void drawTube(SolidBuilder& draw, const Vec3& a, double radius_a, const Vec3& b, double radius_b) {
  draw.sphere(a, radius_a, Material::Orange, 18);
  draw.sphere(b, radius_b, Material::Orange, 18);
  draw.cone(a, radius_a, b, radius_b, Material::Orange, 24);
}

/// What one joint carries up to the next.
class LinkDrawing {
 public:
  LinkDrawing(const Skeleton& bones, std::size_t i)
      : a_(bones.joint[i]),
        u_(bones.axis[i]),
        radius_a_(bones.radius[i]),
        radius_b_(bones.radius[i + 1]),
        way_(wayBetween(a_, u_, bones.joint[i + 1], bones.axis[i + 1], radius_a_)) {}

  void draw(SolidBuilder& draw, const Vec3& arrives) const {
    const std::size_t first = drawJoint(draw, arrives);
    for (std::size_t k = first; k + 1 < way_.size(); ++k) {
      drawTube(draw, way_[k], tubeRadius(k), way_[k + 1], tubeRadius(k + 1));
    }
  }

  /// In which direction the next joint is come to.
  [[nodiscard]] Vec3 arrives() const { return normalized(way_.back() - way_[way_.size() - 2]); }

 private:
  /// @returns the corner of the way from which on tubes are drawn
  std::size_t drawJoint(SolidBuilder& draw, const Vec3& arrives) const {
    const double leg_m = norm(way_[1] - way_[0]);
    const Vec3 leaves = normalized(way_[1] - way_[0]);
    const bool leaves_along = leg_m > kShortLeg * radius_a_ && isAlong(leaves, u_);
    const double half_m = 1.1 * radius_a_;
    if (leaves_along && leg_m < kBarrelLegs * radius_a_) {
      drawBarrel(draw, a_ - leaves * (isAlong(arrives, u_) ? 0.4 * half_m : half_m),
                 way_[1] + leaves * (way_.size() > 2 ? 0.8 * radius_b_ : 0), radius_a_);
      return 1;
    }
    if (leaves_along || isAlong(arrives, u_)) {
      draw.cylinder(a_ - u_ * (0.22 * radius_a_), a_ + u_ * (0.22 * radius_a_), 1.04 * radius_a_, Material::Base, 26);
    } else {
      drawBarrel(draw, a_ - u_ * half_m, a_ + u_ * half_m, radius_a_);
    }
    return 0;
  }

  [[nodiscard]] double tubeRadius(std::size_t corner) const {
    const double share = static_cast<double>(corner) / static_cast<double>(way_.size() - 1);
    return 0.84 * (radius_a_ + share * (radius_b_ - radius_a_));
  }

  Vec3 a_;
  Vec3 u_;
  double radius_a_;
  double radius_b_;
  std::vector<Vec3> way_;
};

/// Foot and, where the first axis stands upright, the column that turns on it.
void drawFoot(const Skeleton& bones, SolidBuilder& base, SolidBuilder& column) {
  const double radius_m = bones.radius[0];
  const double shoulder_m = bones.joint[1].z;
  const bool is_upright = isAlong(bones.axis[0], {0, 0, 1}) && shoulder_m > 2 * kFootPlate_m;
  const double top_m = is_upright ? std::max(kFootShare * shoulder_m, 1.6 * kFootPlate_m) : 1.6 * kFootPlate_m;
  const Vec3 at{bones.joint[0].x, bones.joint[0].y, 0};
  const auto above = [&at](double z_m) { return Vec3{at.x, at.y, z_m}; };
  base.cylinder(above(0), above(kFootPlate_m + 0.02), 1.7 * radius_m, Material::Base, 30);
  base.cone(above(kFootPlate_m), 1.5 * radius_m, above(top_m), 1.22 * radius_m, Material::Base, 30);
  if (!is_upright) return;
  column.cylinder(above(top_m - 0.004), above(top_m + 0.25 * radius_m), 1.16 * radius_m, Material::Dark, 28);
  column.cone(above(top_m + 0.2 * radius_m), 1.12 * radius_m, above(shoulder_m), 1.02 * radius_m, Material::Orange, 28);
  column.sphere(above(shoulder_m), 1.02 * radius_m, Material::Orange, 20);
}

/// Flange and a gripper with two fingers, up to the tip.
void drawTool(const Skeleton& bones, double length_m, const Vec3& across, SolidBuilder& draw) {
  const Vec3& z = bones.axis[kJoints];
  const Vec3& flange = bones.joint[kJoints];
  const double r = bones.radius[kJoints];
  draw.cylinder(flange - z * (0.5 * r), flange + z * (0.12 * r), 1.05 * r, Material::Steel, 24);
  if (length_m < 0.02) return;
  const Vec3 x = normalized(across - z * dot(across, z));
  const Vec3 y = cross(z, x);
  Frame frame{x, y, z, flange};
  draw.setFrame(frame);
  const double body_m = 0.5 * length_m;
  const double wide_m = std::clamp(1.15 * length_m, 1.6 * r, 3.2 * r);
  const double thick_m = std::min(1.2 * r, 0.6 * wide_m);
  draw.cylinder({0, 0, 0}, {0, 0, 0.18 * length_m}, 0.75 * r, Material::Dark, 20);
  draw.box({0, 0, 0.12 * length_m + body_m / 2}, {thick_m, wide_m, body_m}, 0.008, Material::Base);
  const double finger_m = length_m - body_m;
  for (const double side : {-1.0, 1.0}) {
    draw.box({0, side * 0.34 * wide_m, length_m - finger_m / 2}, {0.5 * thick_m, 0.12 * wide_m, finger_m}, 0.004,
             Material::Steel);
  }
  draw.setFrame({});
}

}  // namespace

std::array<Mesh, kArmBodies> buildArm(const SceneArm& arm) {
  const Skeleton bones = skeletonOf(arm);
  std::array<SolidBuilder, kArmBodies> draw;
  drawFoot(bones, draw[0], draw[1]);
  Vec3 arrives{0, 0, 1};
  const bool has_column = !draw[1].isEmpty();
  for (std::size_t i = 0; i < kJoints; ++i) {
    const LinkDrawing link(bones, i);
    // The column stands for the first joint and its way up.
    if (i > 0 || !has_column) link.draw(draw[i + 1], arrives);
    arrives = link.arrives();
  }
  const auto frames = motion::framesAt(arm.arm, arm.rest_rad);
  drawTool(bones, arm.gripper_length_m, vec(frames[kJoints].linear().col(0)), draw[kJoints]);
  std::array<Mesh, kArmBodies> bodies;
  for (std::size_t i = 0; i < kArmBodies; ++i) bodies[i] = draw[i].take();
  return bodies;
}

Mesh buildArmTool(const SceneArm& arm) {
  SolidBuilder draw;
  const auto frames = motion::framesAt(arm.arm, arm.rest_rad);
  drawTool(skeletonOf(arm), arm.gripper_length_m, vec(frames[kJoints].linear().col(0)), draw);
  return draw.take();
}

std::array<Eigen::Isometry3d, kArmBodies> armMoves(const SceneArm& arm, const motion::JointVector& q_rad) {
  const auto rest = motion::framesAt(arm.arm, arm.rest_rad);
  const auto now = motion::framesAt(arm.arm, q_rad);
  std::array<Eigen::Isometry3d, kArmBodies> moves;
  moves[0] = Eigen::Isometry3d::Identity();
  for (std::size_t i = 0; i < kJoints; ++i) moves[i + 1] = now[i] * rest[i].inverse();
  return moves;
}

double armHeight_m(const SceneArm& arm) {
  const Skeleton bones = skeletonOf(arm);
  double height_m = 0;
  for (std::size_t i = 0; i < bones.joint.size(); ++i) {
    height_m = std::max(height_m, bones.joint[i].z + bones.radius[i]);
  }
  return height_m;
}

}  // namespace mw::scene
