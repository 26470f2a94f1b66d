// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <vector>

#include "ui/scene/block_mesh.h"
#include "ui/scene/scene_element.h"

namespace mw::scene {

/// Heights above the floor of what is painted on it, so that layers never fight for the same depth.
inline constexpr double kShadowLift_m = 0.004;
inline constexpr double kFlowLift_m = 0.008;
inline constexpr double kMarkLift_m = 0.012;

/// A block that is a ring-shaped blend between nested rounded rectangles: soft shadows and selection marks.
struct NestedRings {
  int vertex_count = 0;
  std::vector<std::uint32_t> triangles;
};
[[nodiscard]] NestedRings nestedRings(int rings, bool is_filled);

/// One ring: how far outside the footprint, and how opaque there.
struct RingStop {
  double outset_m = 0;
  double opacity = 0;
};

/// The vertices of nested rounded rectangles around an element's footprint, on the floor.
/// @param shift_m  moves the whole figure, world frame
[[nodiscard]] std::vector<PaintVertex> ringsAround(const SceneElement& element, const std::vector<RingStop>& stops,
                                                   const Vec3& shift_m);

/// A soft dark patch under something that moves: dark under it, gone half a metre away.
[[nodiscard]] std::vector<PaintVertex> patchUnder(const SceneElement& element, double opacity);
[[nodiscard]] NestedRings patchTopology();

/// The frame on the floor around a selected element.
[[nodiscard]] std::vector<PaintVertex> markAround(const SceneElement& element, double opacity);
[[nodiscard]] NestedRings markTopology();

}  // namespace mw::scene
