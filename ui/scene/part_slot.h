// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include "ui/scene/scene_element.h"

namespace mw::scene {

/// Where parts lie inside a body: a rectangle in the element's frame, on one or more levels.
struct Deck {
  double x_low = 0;
  double x_high = 0;
  double y_low = 0;
  double y_high = 0;
  std::vector<double> level_z_m;  ///< heights of the surfaces, bottom up; never empty
};

/// The deck of an element's body; conveyors have none of their own (parts follow the centre line).
[[nodiscard]] Deck deckOf(const SceneElement& element);

/// A place for one part, world frame: the point of the surface it stands on, and how it is turned.
struct PartSlot {
  Vec3 surface_m;
  double yaw_rad = 0;
  double slope_rad = 0;  ///< of the surface along yaw, above 0 it climbs
};

/// The place of part `index` when `count` places are laid out in the element (its capacity, or what it holds now).
///
/// Slots of the same element and count are distinct and lie inside the footprint. On tables slot 0 is the one next to
/// the outlet, on racks the lowest; where one layer is not enough they stack. On conveyors part i of n is at fraction
/// 1 - (i + 1/2) / n of the belt. An index outside 0..count-1 is taken to the nearer end.
[[nodiscard]] PartSlot partSlot(const SceneElement& element, int index, int count);

/// The place on a conveyor's belt at a fraction of its length, 0 at the inlet, 1 at the outlet (clamped).
[[nodiscard]] PartSlot beltSlot(const SceneElement& element, double fraction);

/// The pose of a part of the given type that stands in a slot.
[[nodiscard]] PartPose standingIn(const PartSlot& slot, std::uint32_t type, const Vec3& part_size_m);

}  // namespace mw::scene
