// SPDX-License-Identifier: Apache-2.0
#include "core/motion/drive/drive_path.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>

#include "core/motion/drive/speed_law.h"

namespace mw::motion {
namespace {

constexpr int kPieces = 16;      // of a curve
constexpr double kHandle = 0.4;  // of its chord: a quarter circle to 0.3 %
constexpr double kStraight_m = 1e-9;
constexpr double kStraight_rad = 1e-9;
constexpr double kCreep_mps = 0.1;   // on the spot at least
constexpr double kNoCurve_m = 0.02;  // chords too short for one

double between_m(const FloorPose& a, const FloorPose& b) {
  return std::hypot(b.x_m - a.x_m, b.y_m - a.y_m);
}

}  // namespace

double turnBetween_rad(double from_rad, double to_rad) {
  return std::remainder(to_rad - from_rad, 2 * std::numbers::pi);
}

DrivePath::DrivePath(const FloorPose& begin) : points_{{begin, 0, 0}} {}

void DrivePath::goTo(const FloorPose& end, double speed_mps, double lateral_mps2) {
  const FloorPose begin = points_.back().pose;
  const double chord_m = between_m(begin, end);
  if (chord_m < kStraight_m) return;
  const double way_rad = std::atan2(end.y_m - begin.y_m, end.x_m - begin.x_m);
  const bool is_straight = std::abs(turnBetween_rad(begin.yaw_rad, way_rad)) * chord_m < kStraight_rad &&
                           std::abs(turnBetween_rad(begin.yaw_rad, end.yaw_rad)) < kStraight_rad;
  if (is_straight) {
    points_.push_back({end, points_.back().along_m + chord_m, speed_mps});
    return;
  }
  if (chord_m < kNoCurve_m) return;
  const double handle_m = kHandle * chord_m;
  const double x1 = begin.x_m + handle_m * std::cos(begin.yaw_rad);
  const double y1 = begin.y_m + handle_m * std::sin(begin.yaw_rad);
  const double x2 = end.x_m - handle_m * std::cos(end.yaw_rad);
  const double y2 = end.y_m - handle_m * std::sin(end.yaw_rad);
  for (int i = 1; i <= kPieces; ++i) {
    const double t = static_cast<double>(i) / kPieces;
    const double u = 1 - t;
    FloorPose pose;
    pose.x_m = u * u * u * begin.x_m + 3 * u * u * t * x1 + 3 * u * t * t * x2 + t * t * t * end.x_m;
    pose.y_m = u * u * u * begin.y_m + 3 * u * u * t * y1 + 3 * u * t * t * y2 + t * t * t * end.y_m;
    const double dx = u * u * (x1 - begin.x_m) + 2 * u * t * (x2 - x1) + t * t * (end.x_m - x2);
    const double dy = u * u * (y1 - begin.y_m) + 2 * u * t * (y2 - y1) + t * t * (end.y_m - y2);
    pose.yaw_rad = i == kPieces ? end.yaw_rad : std::atan2(dy, dx);
    const Point& last = points_.back();
    const double piece_m = between_m(last.pose, pose);
    const double turn_rad = std::abs(turnBetween_rad(last.pose.yaw_rad, pose.yaw_rad));
    const double radius_m = turn_rad > 0 ? piece_m / turn_rad : std::numeric_limits<double>::infinity();
    const double in_curve_mps = std::max(kCreep_mps, std::sqrt(lateral_mps2 * radius_m));
    points_.push_back({pose, last.along_m + piece_m, std::min(speed_mps, in_curve_mps)});
  }
}

std::size_t DrivePath::pieceAt(double along_m) const {
  const auto after = std::upper_bound(points_.begin() + 1, points_.end(), along_m,
                                      [](double along, const Point& point) { return along < point.along_m; });
  return std::min<std::size_t>(static_cast<std::size_t>(after - points_.begin()), points_.size() - 1);
}

FloorPose DrivePath::at(double along_m) const {
  if (points_.size() == 1) return points_.front().pose;
  const std::size_t i = pieceAt(along_m);
  const Point& a = points_[i - 1];
  const Point& b = points_[i];
  const double piece_m = b.along_m - a.along_m;
  const double share = piece_m > 0 ? std::clamp((along_m - a.along_m) / piece_m, 0.0, 1.0) : 1;
  return {a.pose.x_m + share * (b.pose.x_m - a.pose.x_m), a.pose.y_m + share * (b.pose.y_m - a.pose.y_m),
          a.pose.yaw_rad + share * turnBetween_rad(a.pose.yaw_rad, b.pose.yaw_rad)};
}

double DrivePath::fastest_mps(double along_m, double v_mps, double deceleration_mps2, double step_s) const {
  double fastest = fastestWithin(length_m() - along_m, 0, v_mps, deceleration_mps2, step_s);
  if (points_.size() == 1) return fastest;
  const double reach_m =
      along_m + stoppingDistance_m(v_mps + deceleration_mps2 * step_s, deceleration_mps2) + v_mps * step_s;
  const std::size_t here = pieceAt(along_m);
  fastest = std::min(fastest, points_[here].speed_mps);
  for (std::size_t i = here + 1; i < points_.size() && points_[i - 1].along_m <= reach_m; ++i) {
    const double room_m = points_[i - 1].along_m - along_m;
    const double slowed_mps = fastestWithin(room_m, points_[i].speed_mps, v_mps, deceleration_mps2, step_s);
    fastest = std::min(fastest, std::max(slowed_mps, points_[i].speed_mps));
  }
  return fastest;
}

}  // namespace mw::motion
