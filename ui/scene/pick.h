// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "ui/scene/camera.h"
#include "ui/scene/scene_element.h"

namespace mw::scene {

/// What is under the cursor.
struct PickHit {
  std::string id;
  double distance_m = 0;  ///< from the eye
  Vec3 point_m;           ///< where the ray enters the element's box
};

/// The outline of points, counter-clockwise in a frame whose y goes up.
[[nodiscard]] std::vector<DisplayPoint> convexHull(std::vector<DisplayPoint> points);

/// Which elements a rectangle takes: those that lie in it with all corners, or all that it touches.
enum class BoxRule { Contained, Touching };

/// Finds elements under a ray by their turned boxes, on the processor; nothing is drawn.
/// @note linear in the elements, about 10 ns each (bench_scene_pick)
class Picker {
 public:
  void setElements(std::span<const SceneElement> elements);
  /// What lies above is not there; none = all is.
  void setSection(std::optional<double> height_m) { section_m_ = height_m; }
  /// The nearest element under the ray; empty where there is only floor.
  [[nodiscard]] std::optional<PickHit> pick(const Ray& ray) const;
  /// All elements in a rectangle on screen, in the order of setElements; those that reach behind the eye never are.
  [[nodiscard]] std::vector<std::string> pickInside(const CameraPose& pose, const Viewport& view, DisplayPoint a,
                                                    DisplayPoint b, BoxRule rule) const;

 private:
  struct TurnedBox {
    Vec3 center;
    Vec3 half;
    double cos_yaw = 1;
    double sin_yaw = 0;
  };
  [[nodiscard]] static std::vector<DisplayPoint> outlineOf(const TurnedBox& box, const CameraPose& pose,
                                                           const Viewport& view);
  std::vector<TurnedBox> boxes_;
  std::vector<std::string> ids_;
  std::optional<double> section_m_;
};

}  // namespace mw::scene
