// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/teach/teach_show.h"

#include <QLineF>
#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>
#include <span>

#include "core/motion/arm/arm_kinematics.h"
#include "ui/panels/viewport/sketch_shapes.h"
#include "ui/panels/viewport/viewport.h"

namespace mw::panels {
namespace {

constexpr double kPi = std::numbers::pi;
constexpr double kArcStep_rad = kPi / 36;
constexpr int kMeridians = 8;         // of a whole turn
constexpr double kRangeShare = 0.24;  // radius of a joint's range, of the reach
constexpr double kAxesShare = 0.12;   // length of the tool's axes, of the reach

QString degrees(double angle_rad) {
  return QStringLiteral("%1°").arg(angle_rad * 180 / kPi, 0, 'f', 0);
}

/// Angles from one to the other, both there, in steps of kArcStep_rad at most.
std::vector<double> anglesBetween(double from_rad, double to_rad) {
  const int n = std::max(1, static_cast<int>(std::ceil((to_rad - from_rad) / kArcStep_rad)));
  std::vector<double> angles;
  for (int i = 0; i <= n; ++i) angles.push_back(from_rad + (to_rad - from_rad) * i / n);
  return angles;
}

/// The part of an outline that is above the floor, cut off where it goes through it.
/// @param up  1 where the axis points up, -1 where it points down
std::vector<motion::ReachEnvelope::Point> above(std::span<const motion::ReachEnvelope::Point> outline, double floor_m,
                                                double up) {
  std::vector<motion::ReachEnvelope::Point> kept;
  const auto height_m = [&](const motion::ReachEnvelope::Point& point) { return (point.along_m - floor_m) * up; };
  for (std::size_t i = 0; i < outline.size(); ++i) {
    const double here_m = height_m(outline[i]);
    const double before_m = i > 0 ? height_m(outline[i - 1]) : here_m;
    if ((here_m < 0) != (before_m < 0)) {
      const double share = before_m / (before_m - here_m);
      kept.push_back({std::lerp(outline[i - 1].radius_m, outline[i].radius_m, share), floor_m});
    }
    if (here_m >= 0) kept.push_back(outline[i]);
  }
  return kept;
}

}  // namespace

TeachShow::TeachShow(Viewport& viewport, models::TeachModel& teach, QObject* parent)
    : QObject(parent), viewport_(viewport), teach_(teach) {
  const auto show = [this] {
    showArm();
    showSketch();
  };
  connect(&teach_, &models::TeachModel::robotChanged, this, show);
  connect(&teach_, &models::TeachModel::postureChanged, this, show);
  connect(&teach_, &models::TeachModel::programmeChanged, this, &TeachShow::showSketch);
  connect(&viewport_, &Viewport::cameraChanged, this, &TeachShow::showSketch);
  connect(&viewport_, &Viewport::elementsMoved, this, &TeachShow::showSketch);
}

void TeachShow::showArm() {
  if (teach_.arm() == nullptr) {
    if (has_arm_) viewport_.setArms(PosedArms::Who::Teaching, {});
    has_arm_ = false;
    return;
  }
  has_arm_ = true;
  const motion::ArmPosture posture{static_cast<std::uint32_t>(teach_.index()), teach_.posture_rad()};
  viewport_.setArms(PosedArms::Who::Teaching, {&posture, 1});
}

void TeachShow::showSketch() {
  Sketch sketch;
  const scene::SceneElement* robot = teach_.arm() == nullptr ? nullptr : viewport_.shownElement(teach_.robot());
  if (robot != nullptr) {
    X_WB_ = Eigen::Translation3d(robot->position_m.x, robot->position_m.y, robot->position_m.z) *
            Eigen::AngleAxisd(robot->yaw_rad, Eigen::Vector3d::UnitZ());
    addReach(sketch);
    addPoses(sketch);
    addJoint(sketch);
    addTool(sketch);
  }
  viewport_.overlay().setSketch(SketchLayer::Taught, std::move(sketch));
}

scene::Vec3 TeachShow::inHall(const Eigen::Vector3d& point_m) const {
  const Eigen::Vector3d at = X_WB_ * point_m;
  return {at.x(), at.y(), at.z()};
}

/// Meridians and parallels of the surface that the tip cannot leave.
void TeachShow::addReach(Sketch& sketch) const {
  const motion::ReachEnvelope& reach = teach_.reach();
  // Nobody reaches through the floor; arms that hang on walls or ceilings are shown whole.
  const double up = reach.X_BA.linear()(2, 2);
  const bool is_upright = std::abs(up) > 0.5;
  const double floor_m = is_upright ? -reach.X_BA.translation().z() / up : 0;
  const std::vector<motion::ReachEnvelope::Point> outline =
      is_upright ? above(reach.outline, floor_m, up) : reach.outline;
  if (outline.size() < 3) return;
  const bool is_whole = reach.to_rad - reach.from_rad >= 2 * kPi;
  const double from_rad = is_whole ? -kPi : reach.from_rad;
  const double to_rad = is_whole ? kPi : reach.to_rad;
  const auto at = [&](const motion::ReachEnvelope::Point& point, double angle_rad) {
    return inHall(reach.X_BA * Eigen::Vector3d(point.radius_m * std::cos(angle_rad),
                                               point.radius_m * std::sin(angle_rad), point.along_m));
  };
  const int n = std::max(2, static_cast<int>(std::lround(kMeridians * (to_rad - from_rad) / (2 * kPi))));
  for (int i = is_whole ? 1 : 0; i <= n; ++i) {
    std::vector<scene::Vec3> line;
    for (const auto& point : outline) line.push_back(at(point, from_rad + (to_rad - from_rad) * i / n));
    const bool is_end = !is_whole && (i == 0 || i == n);
    Stroke stroke = lineThrough(viewport_, line, is_end ? Token::Accent : Token::Muted, is_end ? 1.4 : 0.8);
    stroke.is_dashed = !is_end;
    sketch.push_back(std::move(stroke));
  }
  const auto widest = std::ranges::max_element(outline, {}, &motion::ReachEnvelope::Point::radius_m);
  const auto ring = [&](const motion::ReachEnvelope::Point& point, Token color, double width_px) {
    std::vector<scene::Vec3> line;
    for (const double angle_rad : anglesBetween(from_rad, to_rad)) line.push_back(at(point, angle_rad));
    sketch.push_back(lineThrough(viewport_, line, color, width_px));
  };
  ring(*widest, Token::Accent, 1.6);
  // Where the wires meet the floor, else what they stand above.
  if (!is_upright) return;
  const auto foot = std::ranges::find(outline, floor_m, &motion::ReachEnvelope::Point::along_m);
  ring(foot != outline.end() ? *foot : motion::ReachEnvelope::Point{reach.farthest_m, floor_m}, Token::Muted, 1.0);
}

/// The range of the joint that is moved, as a fan about its axis with the link at its hand.
void TeachShow::addJoint(Sketch& sketch) const {
  const int joint = teach_.joint();
  if (joint < 0) return;
  const motion::Arm& arm = teach_.arm()->mounted;
  const motion::ArmJoint& axis = arm.joints[static_cast<std::size_t>(joint)];
  const auto frames = motion::framesAt(arm, teach_.posture_rad());
  const Eigen::Isometry3d& now = frames[static_cast<std::size_t>(joint)];
  const Eigen::Vector3d center = now.translation();
  const Eigen::Vector3d u = now.linear() * axis.axis;
  // The hand points to where the link leads, or anywhere across where it leads along the axis.
  Eigen::Vector3d hand = frames[static_cast<std::size_t>(joint) + 1].translation() - center;
  hand -= u * u.dot(hand);
  if (hand.norm() < 1e-3) hand = u.unitOrthogonal();
  const double radius_m = kRangeShare * teach_.reach().farthest_m;
  hand = radius_m * hand.normalized();
  const double q_rad = teach_.posture_rad()[joint];
  const auto at = [&](double angle_rad) { return inHall(center + Eigen::AngleAxisd(angle_rad - q_rad, u) * hand); };
  const bool is_whole = axis.upper_rad - axis.lower_rad >= 2 * kPi;
  std::vector<scene::Vec3> arc;
  for (const double angle_rad :
       anglesBetween(is_whole ? q_rad - kPi : axis.lower_rad, is_whole ? q_rad + kPi : axis.upper_rad))
    arc.push_back(at(angle_rad));
  sketch.push_back(lineThrough(viewport_, arc, Token::Accent, 2));
  if (!is_whole) arc.push_back(inHall(center));
  Stroke fan = lineThrough(viewport_, arc, Token::Accent, 0.1);
  fan.shape = Stroke::Shape::Area;
  fan.fill = 0.16;
  sketch.push_back(std::move(fan));
  const std::array<scene::Vec3, 2> needle = {inHall(center), at(q_rad)};
  sketch.push_back(lineThrough(viewport_, needle, Token::Accent, 2));
  sketch.push_back(dotAt(viewport_, at(q_rad), Token::Accent, 4));
  if (is_whole) return;
  addEnds(sketch, axis, inHall(center), {at(axis.lower_rad), at(axis.upper_rad)});
}

/// Marks both ends of a range; where they lie close on screen, in one label outside of the fan.
void TeachShow::addEnds(Sketch& sketch, const motion::ArmJoint& axis, const scene::Vec3& center,
                        const std::array<scene::Vec3, 2>& ends) const {
  constexpr double kOutside = 1.5;  // of the fan's radius
  const auto& [lower, upper] = ends;
  for (const scene::Vec3& end : {lower, upper}) sketch.push_back(dotAt(viewport_, end, Token::Accent, 3));
  const auto a = viewport_.toWidget(lower);
  const auto b = viewport_.toWidget(upper);
  constexpr double kLabelWidth_px = 56;
  if (a && b && QLineF(*a, *b).length() < kLabelWidth_px) {
    sketch.push_back(labelAt(viewport_, center + ((lower + upper) * 0.5 - center) * kOutside,
                             tr("%1 to %2").arg(degrees(axis.lower_rad), degrees(axis.upper_rad))));
    return;
  }
  sketch.push_back(labelAt(viewport_, lower, degrees(axis.lower_rad)));
  sketch.push_back(labelAt(viewport_, upper, degrees(axis.upper_rad)));
}

void TeachShow::addTool(Sketch& sketch) const {
  const Eigen::Isometry3d tip = teach_.tip();
  const double length_m = kAxesShare * teach_.reach().farthest_m;
  constexpr std::array<Token, 3> kColors = {Token::AxisX, Token::AxisY, Token::AxisZ};
  for (int i = 0; i < 3; ++i) {
    const Eigen::Vector3d end_m = tip.translation() + length_m * tip.linear().col(i);
    const std::array<scene::Vec3, 2> ends = {inHall(tip.translation()), inHall(end_m)};
    Stroke axis = lineThrough(viewport_, ends, kColors[static_cast<std::size_t>(i)], 2.5);
    axis.has_arrow = true;
    sketch.push_back(std::move(axis));
  }
}

void TeachShow::addPoses(Sketch& sketch) const {
  for (const motion::RobotPose& pose : teach_.programme().poses) {
    const scene::Vec3 tip = inHall(flangePose(teach_.arm()->mounted, pose.q_rad).translation());
    sketch.push_back(dotAt(viewport_, tip, Token::Accent, 3.5));
    sketch.push_back(labelAt(viewport_, tip + scene::Vec3{0, 0, 0.03}, QString::fromStdString(pose.name)));
  }
}

}  // namespace mw::panels
