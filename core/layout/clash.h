// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <vector>

#include "core/layout/block_grid.h"
#include "core/layout/body.h"

namespace mw::layout {

/// Bodies may stand against each other and reach into each other by this much, metres: rounding, trim, a lip.
inline constexpr double kClashTolerance_m = 0.02;

/// Two bodies in the same place.
struct Clash {
  std::size_t a = 0;  ///< owners, a < b
  std::size_t b = 0;
  double depth_m = 0;  ///< the shortest sideways move that parts them
};

/// Which pairs are looked at: all, or only those of one body that moves with one that rests.
enum class ClashPairs { All, MovingWithResting };

/// Pairs of owners whose blocks overlap by more than the tolerance, in plan (separating axes of turned rectangles) and
/// in height, in order of (a, b). Blocks of one owner never clash.
///
/// @param is_moving  by owner; may be empty for All
/// @note sweep along x: about 0.3 ms for 2,000 machines (bench_layout)
/// Source: separating axis theorem, Gottschalk, Lin, Manocha (1996), "OBBTree", section 5
[[nodiscard]] std::vector<Clash> findClashes(std::span<const Block> blocks, ClashPairs pairs = ClashPairs::All,
                                             const std::vector<bool>& is_moving = {});

/// The same for a few blocks that move among many that rest: what a drag asks at every step.
/// @note 1 us for one machine among 2,000, wherever they stand (bench_clash)
[[nodiscard]] std::vector<Clash> findClashes(std::span<const Block> moving, const BlockGrid& resting);

/// How deep two blocks reach into each other sideways; 0 where they do not, or pass above one another.
[[nodiscard]] double overlap_m(const Block& a, const Block& b);

/// The middle of what two blocks have in common, in plan and in height; between the two where that is nothing.
struct ClashPlace {
  Point at;
  double z_m = 0;
};
[[nodiscard]] ClashPlace middleOf(const Block& a, const Block& b);

}  // namespace mw::layout
