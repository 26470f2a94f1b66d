// SPDX-License-Identifier: Apache-2.0
#include "core/motion/conveyor_geometry.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>

namespace mw::motion {
namespace {

constexpr double kChord_rad = std::numbers::pi / 12;  // bends are seen as chords of 15 degrees

/// Points of the centre line, bends as chords.
std::vector<Vector3> centerLine(const ConveyorGeometry& conveyor) {
  std::vector<Vector3> points;
  for (std::size_t k = 0; k < conveyor.legs.size(); ++k) {
    const Leg& leg = conveyor.legs[k];
    points.push_back(leg.at(0, 0, 0));
    points.push_back(leg.at(leg.length_m, 0, 0));
    if (k >= conveyor.bends.size() || conveyor.bends[k].radius_m == 0) continue;
    const Bend& bend = conveyor.bends[k];
    const int n = static_cast<int>(std::ceil(std::abs(bend.turn_rad) / kChord_rad));
    for (int i = 1; i < n; ++i) points.push_back(bend.at(bend.turn_rad * i / n, bend.radius_m, 0));
  }
  return points;
}

/// Whether a line from one point to another, seen from above, passes nearer to the box than a margin.
bool passes(const Box& box, double margin_m, const Vector3& from, const Vector3& to) {
  const Leg frame{box.position_m[0], box.position_m[1], 0, box.yaw_rad, 0, 0};
  const auto start = frame.alongAndAcross_m(from);
  const auto end = frame.alongAndAcross_m(to);
  double first = 0;  // of the line, the piece inside the box so far
  double last = 1;
  for (std::size_t axis = 0; axis < 2; ++axis) {
    const double half_m = box.size_m[axis] / 2 + margin_m;
    const double way_m = end[axis] - start[axis];
    if (way_m == 0) {
      if (std::abs(start[axis]) > half_m) return false;
      continue;
    }
    const double enters = (-half_m - start[axis]) / way_m;
    const double leaves = (half_m - start[axis]) / way_m;
    first = std::max(first, std::min(enters, leaves));
    last = std::min(last, std::max(enters, leaves));
  }
  return first <= last;
}

/// To the nearest point of the leg's centre line: a conveyor may pass over itself.
double distance_m(const Leg& leg, const Vector3& point) {
  const auto [along_m, across_m] = leg.alongAndAcross_m(point);
  const double within_m = std::clamp(along_m, 0.0, leg.length_m);
  return std::hypot(along_m - within_m, across_m, point[2] - leg.at(within_m, 0, 0)[2]);
}

const Leg& nearestLeg(const ConveyorGeometry& conveyor, const Vector3& point) {
  return *std::min_element(conveyor.legs.begin(), conveyor.legs.end(), [&point](const Leg& a, const Leg& b) {
    return distance_m(a, point) < distance_m(b, point);
  });
}

}  // namespace

std::array<double, 2> Leg::alongAndAcross_m(const Vector3& point) const {
  const double dx = point[0] - x_m;
  const double dy = point[1] - y_m;
  const double flat_m = dx * std::cos(yaw_rad) + dy * std::sin(yaw_rad);
  const double across_m = -dx * std::sin(yaw_rad) + dy * std::cos(yaw_rad);
  if (slope_rad == 0) return {flat_m, across_m};
  return {flat_m * std::cos(slope_rad) + (point[2] - z_m) * std::sin(slope_rad), across_m};
}

Vector3 Leg::at(double along_m, double across_m, double above_m) const {
  const double flat_m = along_m * std::cos(slope_rad) - above_m * std::sin(slope_rad);
  return {x_m + flat_m * std::cos(yaw_rad) - across_m * std::sin(yaw_rad),
          y_m + flat_m * std::sin(yaw_rad) + across_m * std::cos(yaw_rad),
          z_m + along_m * std::sin(slope_rad) + above_m * std::cos(slope_rad)};
}

Vector3 Leg::direction() const {
  return {std::cos(yaw_rad) * std::cos(slope_rad), std::sin(yaw_rad) * std::cos(slope_rad), std::sin(slope_rad)};
}

Vector3 Bend::at(double turned_rad, double at_radius_m, double above_m) const {
  const double side = turn_rad > 0 ? 1 : -1;
  const double yaw_rad = start_yaw_rad + turned_rad;
  return {center_m[0] + side * at_radius_m * std::sin(yaw_rad), center_m[1] - side * at_radius_m * std::cos(yaw_rad),
          center_m[2] + above_m};
}

double ConveyorGeometry::turn_rad(std::size_t leg) const {
  return std::remainder(legs[leg + 1].yaw_rad - legs[leg].yaw_rad, 2 * std::numbers::pi);
}

double ConveyorGeometry::cornerReach_m(std::size_t leg) const {
  return bends[leg].radius_m > 0 ? 0 : width_m / 2 * std::tan(std::abs(turn_rad(leg)) / 2);
}

bool ConveyorGeometry::reaches(const Box& box) const {
  const std::vector<Vector3> line = centerLine(*this);
  for (std::size_t i = 1; i < line.size(); ++i) {
    if (passes(box, width_m / 2 + half_part_m, line[i - 1], line[i])) return true;
  }
  return false;
}

Leg ConveyorGeometry::placeAt(double along_m) const {
  for (std::size_t k = 0; k < legs.size(); ++k) {
    const Leg& leg = legs[k];
    if (along_m <= leg.length_m || k + 1 == legs.size()) {
      const Vector3 point = leg.at(std::clamp(along_m, 0.0, leg.length_m), 0, 0);
      return {point[0], point[1], point[2], leg.yaw_rad, leg.slope_rad, 0};
    }
    along_m -= leg.length_m;
    const Bend& bend = bends[k];
    if (bend.radius_m == 0) continue;
    const double arc_m = bend.radius_m * std::abs(bend.turn_rad);
    if (along_m < arc_m) {
      const double turned_rad = bend.turn_rad * along_m / arc_m;
      const Vector3 point = bend.at(turned_rad, bend.radius_m, 0);
      return {point[0], point[1], point[2], bend.start_yaw_rad + turned_rad, 0, 0};
    }
    along_m -= arc_m;
  }
  return legs.back();
}

Vector3 ConveyorGeometry::directionAt(const Vector3& point) const {
  for (const Bend& bend : bends) {
    if (bend.radius_m == 0) continue;
    const double side = bend.turn_rad > 0 ? 1 : -1;
    const double dx = point[0] - bend.center_m[0];
    const double dy = point[1] - bend.center_m[1];
    const double yaw_rad = std::atan2(side * dx, -side * dy);
    const double turned_rad = std::remainder(yaw_rad - bend.start_yaw_rad, 2 * std::numbers::pi) * side;
    const bool is_on = std::abs(std::hypot(dx, dy) - bend.radius_m) < width_m / 2;
    if (is_on && turned_rad > 0 && turned_rad < std::abs(bend.turn_rad)) {
      return {std::cos(yaw_rad), std::sin(yaw_rad), 0};
    }
  }
  return nearestLeg(*this, point).direction();
}

double ConveyorGeometry::surfaceHeight_m(const Vector3& point) const {
  const Leg& leg = nearestLeg(*this, point);
  if (leg.slope_rad == 0) return leg.z_m;
  return leg.at(std::clamp(leg.alongAndAcross_m(point)[0], 0.0, leg.length_m), 0, 0)[2];
}

}  // namespace mw::motion
