// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <span>

#include "ui/scene/floor_shape.h"
#include "ui/scene/ground_paint.h"

namespace mw::scene {

/// Nested rounded rectangles around an element's footprint in one colour; opacity blends from stop to stop.
/// @param is_filled  the innermost one is a plate, not a hole
[[nodiscard]] FloorShape floorRings(const SceneElement& element, const std::vector<RingStop>& stops, bool is_filled,
                                    const Rgb& color, double lift_m);

}  // namespace mw::scene
