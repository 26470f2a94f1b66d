// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/scene/gizmo.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace mw::scene {
namespace {

constexpr double kReach_px = 7;
constexpr double kMiddle_px = 15;     // of the origin, free for the body behind
constexpr double kShortest_px = 16;   // an arrow seen end on
constexpr double kSquareNear = 0.30;  // of an arm
constexpr double kSquareFar = 0.50;
constexpr double kRing = 1.18;
constexpr int kRingPoints = 72;
constexpr double kFlattest_px2 = 60;  // area of a square seen edge on

constexpr std::array<GizmoHandle, 3> kArrows = {GizmoHandle::MoveX, GizmoHandle::MoveY, GizmoHandle::MoveZ};
constexpr std::array<GizmoHandle, 3> kSquares = {GizmoHandle::MoveXY, GizmoHandle::MoveXZ, GizmoHandle::MoveYZ};

double distance(DisplayPoint a, DisplayPoint b) {
  return std::hypot(a.x - b.x, a.y - b.y);
}

double distanceToLine(DisplayPoint p, DisplayPoint a, DisplayPoint b) {
  const double dx = b.x - a.x;
  const double dy = b.y - a.y;
  const double length2 = dx * dx + dy * dy;
  const double t = length2 > 0 ? std::clamp(((p.x - a.x) * dx + (p.y - a.y) * dy) / length2, 0.0, 1.0) : 0;
  return distance(p, {a.x + t * dx, a.y + t * dy});
}

bool isInside(DisplayPoint p, const std::vector<DisplayPoint>& polygon) {
  bool is_inside = false;
  for (std::size_t i = 0, j = polygon.size() - 1; i < polygon.size(); j = i++) {
    const auto& a = polygon[i];
    const auto& b = polygon[j];
    if ((a.y > p.y) != (b.y > p.y) && p.x < (b.x - a.x) * (p.y - a.y) / (b.y - a.y) + a.x) is_inside = !is_inside;
  }
  return is_inside;
}

double areaOf(const std::vector<DisplayPoint>& polygon) {
  double twice = 0;
  for (std::size_t i = 0, j = polygon.size() - 1; i < polygon.size(); j = i++) {
    twice += polygon[j].x * polygon[i].y - polygon[i].x * polygon[j].y;
  }
  return std::abs(twice) / 2;
}

class Builder {
 public:
  Builder(const CameraPose& pose, const Viewport& view, const Vec3& origin_m)
      : pose_(pose), view_(view), origin_m_(origin_m), arm_m_(kGizmoArm_px * metresPerPixel(pose, view, origin_m)) {}

  /// Empty when any point is behind the eye.
  std::vector<DisplayPoint> project(const std::vector<Vec3>& offsets) const {
    std::vector<DisplayPoint> points;
    for (const Vec3& offset : offsets) {
      const auto seen = worldToDisplay(pose_, view_, origin_m_ + offset * arm_m_);
      if (!seen) return {};
      points.push_back(seen->at);
    }
    return points;
  }

 private:
  const CameraPose& pose_;
  const Viewport& view_;
  Vec3 origin_m_;
  double arm_m_;
};

std::vector<Vec3> squareOf(GizmoHandle handle) {
  const Vec3 normal = normalOf(handle);
  const Vec3 a = normal.x == 0 ? Vec3{1, 0, 0} : Vec3{0, 1, 0};
  const Vec3 b = normal.z == 0 ? Vec3{0, 0, 1} : Vec3{0, 1, 0};
  return {a * kSquareNear + b * kSquareNear, a * kSquareFar + b * kSquareNear, a * kSquareFar + b * kSquareFar,
          a * kSquareNear + b * kSquareFar};
}

std::vector<Vec3> ring() {
  std::vector<Vec3> points;
  for (int i = 0; i < kRingPoints; ++i) {
    const double angle_rad = 2 * std::numbers::pi * i / kRingPoints;
    points.push_back({kRing * std::cos(angle_rad), kRing * std::sin(angle_rad), 0});
  }
  return points;
}

}  // namespace

Vec3 axisOf(GizmoHandle handle) {
  if (handle == GizmoHandle::MoveX) return {1, 0, 0};
  return handle == GizmoHandle::MoveY ? Vec3{0, 1, 0} : Vec3{0, 0, 1};
}

Vec3 normalOf(GizmoHandle handle) {
  if (handle == GizmoHandle::MoveXZ) return {0, 1, 0};
  return handle == GizmoHandle::MoveYZ ? Vec3{1, 0, 0} : Vec3{0, 0, 1};
}

std::vector<GizmoPart> gizmoParts(const CameraPose& pose, const Viewport& view, const Vec3& origin_m) {
  if (!worldToDisplay(pose, view, origin_m)) return {};
  const Builder builder(pose, view, origin_m);
  std::vector<GizmoPart> parts;
  for (const GizmoHandle handle : kArrows) {
    const auto points = builder.project({{}, axisOf(handle)});
    if (points.size() == 2 && distance(points[0], points[1]) > kShortest_px) parts.push_back({handle, points, false});
  }
  for (const GizmoHandle handle : kSquares) {
    const auto points = builder.project(squareOf(handle));
    if (points.size() == 4 && areaOf(points) > kFlattest_px2) parts.push_back({handle, points, true});
  }
  if (const auto points = builder.project(ring()); !points.empty()) parts.push_back({GizmoHandle::Turn, points, true});
  return parts;
}

GizmoHandle gizmoHandleAt(std::span<const GizmoPart> parts, DisplayPoint at) {
  for (const GizmoPart& part : parts) {
    const bool is_ring = part.handle == GizmoHandle::Turn;
    if (part.is_closed && !is_ring) {
      if (isInside(at, part.points)) return part.handle;
      continue;
    }
    if (!is_ring && distance(at, part.points[0]) < kMiddle_px) continue;
    const std::size_t last = is_ring ? part.points.size() : 1;
    for (std::size_t i = 0; i < last; ++i) {
      if (distanceToLine(at, part.points[i], part.points[(i + 1) % part.points.size()]) < kReach_px) return part.handle;
    }
  }
  return GizmoHandle::None;
}

std::optional<double> alongAxis_m(const Ray& ray, const Vec3& origin_m, const Vec3& axis) {
  const Vec3 between = origin_m - ray.origin;
  const double cosine = dot(ray.direction, axis);
  const double denominator = 1 - cosine * cosine;
  if (denominator < 1e-6) return std::nullopt;
  return (cosine * dot(between, ray.direction) - dot(between, axis)) / denominator;
}

std::optional<Vec3> onPlane(const Ray& ray, const Vec3& origin_m, const Vec3& normal) {
  const double slope = dot(ray.direction, normal);
  if (std::abs(slope) < 1e-9) return std::nullopt;
  const double t = dot(origin_m - ray.origin, normal) / slope;
  if (t <= 0) return std::nullopt;
  return ray.origin + ray.direction * t;
}

}  // namespace mw::scene
