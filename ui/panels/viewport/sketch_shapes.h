// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <span>

#include "core/layout/body.h"
#include "ui/panels/viewport/sketch.h"
#include "ui/scene/scene_element.h"

namespace mw::panels {

class Viewport;

/// Shapes of the hall as strokes on screen. Where a point is behind the eye the stroke has no points, which draws
/// nothing.

[[nodiscard]] Stroke lineThrough(const Viewport& view, std::span<const scene::Vec3> points_m, Token color,
                                 double width_px = 1.5);
[[nodiscard]] Stroke dotAt(const Viewport& view, const scene::Vec3& point_m, Token color, double radius_px = 4);
[[nodiscard]] Stroke labelAt(const Viewport& view, const scene::Vec3& point_m, const QString& text);
/// The whole body of an element in a colour that lets it through.
[[nodiscard]] Stroke tintOf(const Viewport& view, const scene::SceneElement& element, Token color);
/// What a block takes up, on the floor under it.
[[nodiscard]] Stroke bandOf(const Viewport& view, const layout::Block& block, Token color);
/// Where an element would stand, on the floor.
[[nodiscard]] Sketch ghostOf(const Viewport& view, const layout::Body& body, Token color);
/// A distance with its ends and its length: "2.50 m".
[[nodiscard]] Sketch rulerBetween(const Viewport& view, const scene::Vec3& a_m, const scene::Vec3& b_m);

[[nodiscard]] inline scene::Vec3 onFloor(layout::Point point, double z_m = 0.02) {
  return {point.x_m, point.y_m, z_m};
}
/// "2.50 m".
[[nodiscard]] QString metresText(double length_m);

}  // namespace mw::panels
