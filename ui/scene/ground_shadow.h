// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <vector>

#include "ui/scene/ground_paint.h"

namespace mw::scene {

/// What of a body holds the light back: the middles of its solid cells, local frame.
struct ShadowCaster {
  std::vector<Vec3> cells;
  double cell_m = 0.1;
};

/// Where the key light comes from, as it stands over the hall.
inline constexpr Vec3 kKeyLight{-4.6, -3.2, 9.0};

/// Points of a shadow's grid along one side.
inline constexpr int kShadowGrid = 18;

/// The shadow that a body throws on the floor under the key light, with the darkening where it stands: a soft picture,
/// made once for a body and a yaw, painted in every quality.
struct GroundShadow {
  Vec3 low;   ///< of the grid, from the element's position, world axes
  Vec3 step;  ///< from point to point
  std::array<float, kShadowGrid * kShadowGrid> opacity{};
};

/// @note about 0.1 ms
[[nodiscard]] GroundShadow groundShadow(const ShadowCaster& caster, double yaw_rad);
/// Of a flat thing on legs, as a leg of a belt is.
[[nodiscard]] ShadowCaster slabCaster(const Vec3& size_m);

/// The vertices of that shadow on the floor. @param share  1 for the whole darkness
[[nodiscard]] std::vector<PaintVertex> shadowAt(const GroundShadow& shadow, const Vec3& position_m, double share);
/// How those vertices join.
[[nodiscard]] NestedRings shadowTopology();

}  // namespace mw::scene
