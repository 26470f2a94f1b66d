// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <span>
#include <vector>

#include "ui/scene/floor_shape.h"
#include "ui/scene/scene_element.h"

namespace mw::scene {

/// A band along points on the floor, half of it on each side; edges are soft by kRibbonSoft_m within the width.
[[nodiscard]] FloorShape floorRibbon(std::span<const Vec3> line_m, double width_m, const Rgb& color, double opacity,
                                     double lift_m);

/// The middle of the band of a flow: its arrow's line; straight from body to body where these touch.
[[nodiscard]] std::vector<Vec3> ribbonLine(const SceneElement& from, const SceneElement& to);

/// The flow of parts from one element to another, as wide as it is strong.
[[nodiscard]] FloorShape flowRibbon(const SceneElement& from, const SceneElement& to, double width_m, const Rgb& color);

/// The same flow on its way through an element, between its ports: along the belt of a conveyor, else straight.
[[nodiscard]] FloorShape throughRibbon(const SceneElement& element, double width_m, const Rgb& color);

/// Of the strongest flow; the others in proportion.
inline constexpr double kWidestRibbon_m = 0.8;

}  // namespace mw::scene
