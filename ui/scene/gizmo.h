// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <span>
#include <vector>

#include "ui/scene/camera.h"

namespace mw::scene {

/// What a hand can take hold of to move or turn what is selected.
enum class GizmoHandle { None, MoveX, MoveY, MoveZ, MoveXY, MoveXZ, MoveYZ, Turn };

/// Length of an arm on screen, logical pixels, at every distance and scale.
inline constexpr double kGizmoArm_px = 90;

/// One handle as it is drawn: an arrow's shaft, a small square, a ring.
struct GizmoPart {
  GizmoHandle handle = GizmoHandle::None;
  std::vector<DisplayPoint> points;
  bool is_closed = false;  ///< squares and rings
};

/// The handles around a point of the hall, those nearest to the hand first. Arrows and squares that are seen end on
/// are left out; all are where the origin is behind the eye.
[[nodiscard]] std::vector<GizmoPart> gizmoParts(const CameraPose& pose, const Viewport& view, const Vec3& origin_m);

/// The handle under a point; the middle belongs to what lies behind, so that a selected element can still be dragged.
[[nodiscard]] GizmoHandle gizmoHandleAt(std::span<const GizmoPart> parts, DisplayPoint at);

/// Unit vector of an axis handle.
[[nodiscard]] Vec3 axisOf(GizmoHandle handle);
/// Which handle moves along the same as two axes: the plane's normal.
[[nodiscard]] Vec3 normalOf(GizmoHandle handle);

/// How far along an axis through a point the ray comes nearest, metres; empty where it runs along the axis.
[[nodiscard]] std::optional<double> alongAxis_m(const Ray& ray, const Vec3& origin_m, const Vec3& axis);
/// Where the ray meets a plane; empty where it runs along it or away from it.
[[nodiscard]] std::optional<Vec3> onPlane(const Ray& ray, const Vec3& origin_m, const Vec3& normal);

}  // namespace mw::scene
