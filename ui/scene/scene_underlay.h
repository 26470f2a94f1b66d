// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "core/cad/drawing.h"
#include "ui/scene/vec3.h"

namespace mw::scene {

/// A picture on the floor: rows of red, green, blue, opacity, from the top.
struct UnderlayPicture {
  int width_px = 0;
  int height_px = 0;
  std::vector<std::uint8_t> rgba;
  double width = 0;  ///< in the drawing's own unit; its lower left corner is the origin
  double height = 0;
};

/// A drawing on the floor: a plain value, made from the factory by the window. Exactly one of lines and picture is
/// there.
struct SceneUnderlay {
  std::string id;
  std::shared_ptr<const cad::Drawing> lines;
  std::shared_ptr<const UnderlayPicture> picture;
  Vec3 position_m;  ///< of the drawing's origin
  double yaw_rad = 0;
  double unit_m = 1;  ///< metres per unit of the drawing
  double opacity = 1;

  bool operator==(const SceneUnderlay&) const = default;
};

/// A point of the drawing on the floor of the hall.
[[nodiscard]] inline Vec3 toWorld(const SceneUnderlay& underlay, double x, double y) {
  return turned({x * underlay.unit_m, y * underlay.unit_m, 0}, underlay.yaw_rad) + underlay.position_m;
}

/// The smallest box around the drawing, in its own unit.
[[nodiscard]] cad::DrawingBox boxOf(const SceneUnderlay& underlay);

}  // namespace mw::scene
