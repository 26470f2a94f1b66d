// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/scene/floor_rings.h"

namespace mw::scene {

FloorShape floorRings(const SceneElement& element, const std::vector<RingStop>& stops, bool is_filled, const Rgb& color,
                      double lift_m) {
  FloorShape shape;
  shape.triangles = nestedRings(static_cast<int>(stops.size()), is_filled).triangles;
  for (const PaintVertex& vertex : ringsAround(element, stops, {0, 0, lift_m})) {
    shape.vertices.push_back({vertex.point, color, vertex.opacity});
  }
  return shape;
}

}  // namespace mw::scene
