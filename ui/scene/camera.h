// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <numbers>
#include <optional>
#include <span>

#include "ui/scene/vec3.h"

class vtkCamera;

namespace mw::scene {

/// A place on screen: pixels from the top left corner of the viewport, y downwards, as the window counts them.
struct DisplayPoint {
  double x = 0;
  double y = 0;
};

/// Size of the viewport, pixels.
struct Viewport {
  int width_px = 1;
  int height_px = 1;
};

/// A turntable camera as a value. It cannot roll: the horizon is level by construction.
struct CameraPose {
  Vec3 focus_m;
  double distance_m = 12;                        ///< from focus to eye, > 0
  double yaw_rad = -2 * std::numbers::pi / 3;    ///< azimuth of the eye seen from the focus; -90 deg looks along +y
  double pitch_rad = std::numbers::pi / 6;       ///< elevation of the eye, -90..90 deg
  double view_angle_rad = std::numbers::pi / 6;  ///< vertical
  bool is_parallel = false;                      ///< plan views: the same extent at the focus without perspective

  bool operator==(const CameraPose&) const = default;
};

/// The camera's axes in the world: right and up on screen, back towards the eye.
struct CameraAxes {
  Vec3 right, up, back;
};
[[nodiscard]] CameraAxes axesOf(const CameraPose& pose);
[[nodiscard]] Vec3 eyeOf(const CameraPose& pose);

/// A half line, direction of unit length.
struct Ray {
  Vec3 origin;
  Vec3 direction;
};

/// Where a point of the world is on screen; empty behind the eye.
struct Projection {
  DisplayPoint at;
  double depth_m = 0;  ///< along the viewing direction, from the eye
};
[[nodiscard]] std::optional<Projection> worldToDisplay(const CameraPose& pose, const Viewport& view,
                                                       const Vec3& point_m);

/// What lies under a pixel.
[[nodiscard]] Ray rayThrough(const CameraPose& pose, const Viewport& view, const DisplayPoint& at);
/// The point of the plane z = height under a pixel; empty above the horizon.
[[nodiscard]] std::optional<Vec3> displayToFloor(const CameraPose& pose, const Viewport& view, const DisplayPoint& at,
                                                 double height_m = 0);
/// Metres per pixel at a point's depth.
[[nodiscard]] double metresPerPixel(const CameraPose& pose, const Viewport& view, const Vec3& point_m);

/// Turns about a pivot, which stays where it is on screen. Pitch stops at its limits.
[[nodiscard]] CameraPose orbited(const CameraPose& pose, const Vec3& pivot_m, double yaw_step_rad,
                                 double pitch_step_rad);
/// Moves sideways so that a point follows the mouse by (dx, dy) pixels.
[[nodiscard]] CameraPose panned(const CameraPose& pose, const Viewport& view, const Vec3& grabbed_m, double dx_px,
                                double dy_px);
/// Moves towards a point, which stays where it is on screen; factor < 1 comes closer. Stops at 0.2 m and 5 km.
[[nodiscard]] CameraPose zoomed(const CameraPose& pose, const Vec3& towards_m, double factor);
/// The factor of one click of the wheel towards the screen.
inline constexpr double kWheelFactor = 0.88;

enum class ViewPreset { Top, Front, Left, Right, Iso };
/// The pose that looks from a preset's side at the same focus from the same distance.
[[nodiscard]] CameraPose turnedTo(const CameraPose& pose, ViewPreset preset);

/// Keeps the direction and moves so that all points fill `fill` of the viewport (the tighter side).
/// No points: the pose as it is.
[[nodiscard]] CameraPose framed(const CameraPose& pose, const Viewport& view, std::span<const Vec3> points_m,
                                double fill = 0.8);

/// How long a change of view takes.
inline constexpr double kTransition_s = 0.2;
/// The pose at t = 0..1 of a transition: shorter way round, distance in equal ratios, eased at both ends.
[[nodiscard]] CameraPose lerp(const CameraPose& from, const CameraPose& to, double t);

/// Sets a VTK camera to the pose, with a clipping range that holds everything within `scene_radius_m` of the focus.
void apply(const CameraPose& pose, double scene_radius_m, vtkCamera& camera);

}  // namespace mw::scene
