// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <vector>

#include "core/factory/factory.h"

namespace mw::factory {

/// How a conveyor brings parts through a door into the enclosure that it flows into, or takes them out. One that ends
/// so far before the door that its parts don't reach into the doorway has no passage: its parts are handed over there.
///
///   in    a part waits with its front before the doorway. While the doors are open and there is room for it, it is let
///         go, is the enclosure's, and rides on until it is out of the doorway inside, or at the belt's end.
///   out   a part begins with its middle at the belt's start and rides until it is out of the doorway outside.
///
/// Meanwhile the doors don't close. Its parts are of all types that can come to the conveyor (arriving_loads.h); while
/// nothing leads there, of all that the factory has.
struct BeltPassage {
  std::size_t flow = 0;       ///< index in the factory
  std::size_t conveyor = 0;   ///< index in the factory
  std::size_t enclosure = 0;  ///< index in the factory
  std::size_t door = 0;       ///< index in its doors
  bool is_in = false;
  double hold_m = 0;  ///< in: so far before the belt's end a part waits with its middle
  double ride_m = 0;  ///< so far the longest part rides before the doors may close
};

/// All that fit, by flows. Elements without a place have none.
[[nodiscard]] std::vector<BeltPassage> beltPassages(const Factory& factory);

/// Conveyors that run into an enclosure where there is no door, whose parts don't fit through it, or that have no room
/// for a part to wait before it. Part of checkEnclosures().
[[nodiscard]] Findings checkBeltPassages(const Factory& factory);

}  // namespace mw::factory
