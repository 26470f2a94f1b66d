// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "core/experiment/study.h"

namespace mw::experiment {

class AllowedRegion;

/// One row of a design: a value per factor of the study, in its order.
using DesignPoint = std::vector<Json>;

/// More points than this are refused before they are made.
inline constexpr std::size_t kMaxPoints = 1'000'000;

/// The points of a design and what is to be said of them.
struct DesignedPoints {
  std::vector<DesignPoint> points;
  std::size_t left_out = 0;  ///< points of a grid, fraction or table that a constraint does not allow
  /// Sentences for the user: what was left out, what a fraction can tell.
  std::vector<std::string> notes;
};

/// The points of a study's design, in the order in which they are numbered, then those that were added. Depends on the
/// study alone. All but the added ones keep the study's constraints: grids, fractions and tables leave out what does
/// not, the others fill what is allowed with the points asked for.
/// @throws InputError for a table that does not fit, for more than kMaxPoints points, or where constraints allow no
///         point, or next to none, naming the one that stands most in the way
[[nodiscard]] DesignedPoints designed(const Study& study);
/// The points alone.
[[nodiscard]] std::vector<DesignPoint> designPoints(const Study& study);

/// Every combination of the factors' levels; the last factor changes fastest. A range is cut into `steps` equally
/// spaced values, both ends included, integers rounded and repeated ones left out.
[[nodiscard]] std::vector<DesignPoint> gridPoints(const Study& study, AllowedRegion& region);

/// Two levels of each factor, the ends of its range, in the combinations of a TwoLevelFraction.
[[nodiscard]] std::vector<DesignPoint> fractionPoints(const Study& study, AllowedRegion& region);

/// A Latin hypercube: of n points, each factor has exactly one in each of n equally likely slices of its range, at a
/// random place within; levels are met equally often (+-1). Of several random hypercubes, the one whose nearest two
/// points lie farthest apart. Under constraints the first n allowed points of hypercubes as large as that takes: each
/// factor's slices are finer then, and evenly met only as far as the allowed region is wide.
/// Source: McKay, Beckman, Conover (1979); Johnson, Moore, Ylvisaker (1990) for the maximin choice
/// @param count  n
[[nodiscard]] std::vector<DesignPoint> latinHypercubePoints(const Study& study, std::size_t count,
                                                            AllowedRegion& region);

/// The first allowed points of a Sobol sequence, scrambled: any stretch of 2^k points fills every factor's range
/// evenly, and the scramble takes the pattern out without spoiling that. Good from 2^k points on; more may be taken
/// later without loss, since the points of a shorter one come first. At most 3667 factors.
/// Source: Sobol (1967); direction numbers of Joe and Kuo (2008); scrambled as Owen (1995), by Burley (2020)
/// @param seed   decides the scramble: of the study, for its own points
/// @param tries  points of the sequence to look at; fewer than count may be found among them
[[nodiscard]] std::vector<DesignPoint> sobolPoints(const Study& study, std::uint64_t seed, std::size_t count,
                                                   std::size_t tries, AllowedRegion& region);

/// The rows of a CSV file whose header names every factor, in any order; other columns are refused. Cells may be in
/// quotes; columns are divided by comma, semicolon, tab or bar, whichever finds most factors in the header.
[[nodiscard]] std::vector<DesignPoint> tablePoints(const Study& study, AllowedRegion& region);

}  // namespace mw::experiment
