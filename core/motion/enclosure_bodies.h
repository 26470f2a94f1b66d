// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <vector>

#include "core/factory/enclosure.h"
#include "core/motion/rigid_world.h"

namespace mw::motion {

/// A panel of an enclosure as a box in the hall.
/// @param moved_m  from where the panel says, in the element's frame
[[nodiscard]] Box panelBox(const factory::Pose& element, const factory::Panel& panel, const Vector3& moved_m = {});

/// Lanes whose parts pass through what stands at an element: those of conveyors that flow into or out of it.
/// @param conveyors  elements of the world's lanes, by lane
[[nodiscard]] std::vector<int> lanesThrough(const factory::Factory& factory, std::size_t element,
                                            std::span<const std::uint32_t> conveyors);
/// Of these lanes those whose parts pass through walls and doors of an enclosure too: not those that lead through a
/// door (factory/belt_passage.h).
[[nodiscard]] std::vector<int> lanesThroughWalls(std::vector<int> lanes, const factory::Factory& factory,
                                                 std::size_t enclosure, std::span<const std::uint32_t> conveyors);

}  // namespace mw::motion
