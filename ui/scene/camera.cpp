// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/scene/camera.h"

#include <algorithm>
#include <limits>
#include <vector>
#include <vtkCamera.h>

namespace mw::scene {
namespace {

constexpr double kPi = std::numbers::pi;
constexpr double kLowestPitch = -85 * kPi / 180;
constexpr double kHighestPitch = kPi / 2;
constexpr double kNearest_m = 0.2;
constexpr double kFarthest_m = 5000;

/// Half the height of the view at depth 1.
double slope(const CameraPose& pose) {
  return std::tan(pose.view_angle_rad / 2);
}

/// A point in camera axes, relative to the focus.
Vec3 inAxes(const CameraAxes& axes, const Vec3& v) {
  return {dot(axes.right, v), dot(axes.up, v), dot(axes.back, v)};
}
Vec3 fromAxes(const CameraAxes& axes, const Vec3& c) {
  return axes.right * c.x + axes.up * c.y + axes.back * c.z;
}

double depthScale(const CameraPose& pose, double depth_m) {
  return pose.is_parallel ? pose.distance_m : depth_m;
}

/// Largest a*x + z*k over the points.
double support(std::span<const Vec3> points, double ax, double ay, double k) {
  double most = -std::numeric_limits<double>::infinity();
  for (const Vec3& p : points) most = std::max(most, ax * p.x + ay * p.y + k * p.z);
  return most;
}

}  // namespace

CameraAxes axesOf(const CameraPose& pose) {
  const double cp = std::cos(pose.pitch_rad);
  const double sp = std::sin(pose.pitch_rad);
  const double cy = std::cos(pose.yaw_rad);
  const double sy = std::sin(pose.yaw_rad);
  return {{-sy, cy, 0}, {-sp * cy, -sp * sy, cp}, {cp * cy, cp * sy, sp}};
}

Vec3 eyeOf(const CameraPose& pose) {
  return pose.focus_m + axesOf(pose).back * pose.distance_m;
}

std::optional<Projection> worldToDisplay(const CameraPose& pose, const Viewport& view, const Vec3& point_m) {
  const Vec3 c = inAxes(axesOf(pose), point_m - pose.focus_m);
  const double depth = pose.distance_m - c.z;
  if (depth <= 1e-6) return std::nullopt;
  const double pixels = view.height_px / 2.0 / (slope(pose) * depthScale(pose, depth));
  return Projection{{view.width_px / 2.0 + c.x * pixels, view.height_px / 2.0 - c.y * pixels}, depth};
}

Ray rayThrough(const CameraPose& pose, const Viewport& view, const DisplayPoint& at) {
  const CameraAxes axes = axesOf(pose);
  const double per_pixel = 2 * slope(pose) / view.height_px;
  const double x = (at.x - view.width_px / 2.0) * per_pixel;
  const double y = (view.height_px / 2.0 - at.y) * per_pixel;
  if (pose.is_parallel) {
    // Starts well behind the eye: in a parallel view what stands closer than the eye is seen too.
    const Vec3 start = fromAxes(axes, {x * pose.distance_m, y * pose.distance_m, pose.distance_m + kFarthest_m});
    return {pose.focus_m + start, -axes.back};
  }
  return {eyeOf(pose), normalized(fromAxes(axes, {x, y, -1}))};
}

std::optional<Vec3> displayToFloor(const CameraPose& pose, const Viewport& view, const DisplayPoint& at,
                                   double height_m) {
  const Ray ray = rayThrough(pose, view, at);
  if (std::abs(ray.direction.z) < 1e-9) return std::nullopt;
  const double t = (height_m - ray.origin.z) / ray.direction.z;
  if (t <= 0) return std::nullopt;
  Vec3 point = ray.origin + ray.direction * t;
  point.z = height_m;
  return point;
}

double metresPerPixel(const CameraPose& pose, const Viewport& view, const Vec3& point_m) {
  const double depth = pose.distance_m - dot(axesOf(pose).back, point_m - pose.focus_m);
  return 2 * slope(pose) * depthScale(pose, std::max(depth, kNearest_m)) / view.height_px;
}

CameraPose orbited(const CameraPose& pose, const Vec3& pivot_m, double yaw_step_rad, double pitch_step_rad) {
  const Vec3 fixed = inAxes(axesOf(pose), pose.focus_m - pivot_m);
  CameraPose result = pose;
  result.yaw_rad = std::remainder(pose.yaw_rad + yaw_step_rad, 2 * kPi);
  result.pitch_rad = std::clamp(pose.pitch_rad + pitch_step_rad, kLowestPitch, kHighestPitch);
  result.focus_m = pivot_m + fromAxes(axesOf(result), fixed);
  return result;
}

CameraPose panned(const CameraPose& pose, const Viewport& view, const Vec3& grabbed_m, double dx_px, double dy_px) {
  const CameraAxes axes = axesOf(pose);
  const double step = metresPerPixel(pose, view, grabbed_m);
  CameraPose result = pose;
  result.focus_m += axes.right * (-dx_px * step) + axes.up * (dy_px * step);
  return result;
}

CameraPose zoomed(const CameraPose& pose, const Vec3& towards_m, double factor) {
  CameraPose result = pose;
  result.distance_m = std::clamp(pose.distance_m * factor, kNearest_m, kFarthest_m);
  const double taken = result.distance_m / pose.distance_m;
  result.focus_m = towards_m + (pose.focus_m - towards_m) * taken;
  return result;
}

CameraPose turnedTo(const CameraPose& pose, ViewPreset preset) {
  CameraPose result = pose;
  switch (preset) {
    case ViewPreset::Top:
      result.yaw_rad = -kPi / 2, result.pitch_rad = kPi / 2;
      break;
    case ViewPreset::Front:
      result.yaw_rad = -kPi / 2, result.pitch_rad = 0;
      break;
    case ViewPreset::Left:
      result.yaw_rad = kPi, result.pitch_rad = 0;
      break;
    case ViewPreset::Right:
      result.yaw_rad = 0, result.pitch_rad = 0;
      break;
    case ViewPreset::Iso:
      result.yaw_rad = -kPi / 4, result.pitch_rad = std::atan(std::sqrt(0.5));
      break;
  }
  return result;
}

CameraPose framed(const CameraPose& pose, const Viewport& view, std::span<const Vec3> points_m, double fill) {
  if (points_m.empty()) return pose;
  const CameraAxes axes = axesOf(pose);
  std::vector<Vec3> c;
  c.reserve(points_m.size());
  for (const Vec3& p : points_m) c.push_back(inAxes(axes, p));
  const double tan_v = slope(pose) * fill;
  const double tan_h = tan_v * view.width_px / view.height_px;
  const double k_v = pose.is_parallel ? 0 : tan_v;
  const double k_h = pose.is_parallel ? 0 : tan_h;
  // The four sides of the view each touch a point; two opposite sides give the eye's place across and its depth.
  const double right = support(c, 1, 0, k_h);
  const double left = support(c, -1, 0, k_h);
  const double top = support(c, 0, 1, k_v);
  const double bottom = support(c, 0, -1, k_v);
  const double middle_z = (support(c, 0, 0, 1) - support(c, 0, 0, -1)) / 2;
  const double depth = std::max((right + left) / (2 * tan_h), (top + bottom) / (2 * tan_v));
  CameraPose result = pose;
  result.distance_m = std::clamp(pose.is_parallel ? depth : depth - middle_z, 4 * kNearest_m, kFarthest_m);
  result.focus_m = fromAxes(axes, {(right - left) / 2, (top - bottom) / 2, middle_z});
  return result;
}

CameraPose lerp(const CameraPose& from, const CameraPose& to, double t) {
  if (t <= 0) return from;
  if (t >= 1) return to;
  const double s = t * t * (3 - 2 * t);
  CameraPose result = to;
  result.focus_m = from.focus_m + (to.focus_m - from.focus_m) * s;
  result.distance_m = from.distance_m * std::pow(to.distance_m / from.distance_m, s);
  result.yaw_rad = from.yaw_rad + std::remainder(to.yaw_rad - from.yaw_rad, 2 * kPi) * s;
  result.pitch_rad = from.pitch_rad + (to.pitch_rad - from.pitch_rad) * s;
  result.view_angle_rad = from.view_angle_rad + (to.view_angle_rad - from.view_angle_rad) * s;
  return result;
}

void apply(const CameraPose& pose, double scene_radius_m, vtkCamera& camera) {
  const CameraAxes axes = axesOf(pose);
  const Vec3 eye = eyeOf(pose);
  camera.SetFocalPoint(pose.focus_m.x, pose.focus_m.y, pose.focus_m.z);
  camera.SetPosition(eye.x, eye.y, eye.z);
  camera.SetViewUp(axes.up.x, axes.up.y, axes.up.z);
  camera.SetViewAngle(pose.view_angle_rad * 180 / kPi);
  camera.SetParallelProjection(pose.is_parallel);
  camera.SetParallelScale(slope(pose) * pose.distance_m);
  const double far_m = pose.distance_m + scene_radius_m;
  camera.SetClippingRange(pose.is_parallel ? pose.distance_m - far_m : std::max(0.03 * pose.distance_m, 0.02), far_m);
}

}  // namespace mw::scene
