// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "core/experiment/study.h"

namespace mw::experiment {

/// One row of a design: a value per factor of the study, in its order.
using DesignPoint = std::vector<Json>;

/// More points than this are refused before they are made.
inline constexpr std::size_t kMaxPoints = 1'000'000;

/// The points of a study's design, in the order in which they are numbered, then those that were added. Depends on the
/// study alone.
/// @throws InputError for a table that does not fit, or for more than kMaxPoints points
[[nodiscard]] std::vector<DesignPoint> designPoints(const Study& study);

/// Every combination of the factors' levels; the last factor changes fastest. A range is cut into `steps` equally
/// spaced values, both ends included, integers rounded and repeated ones left out.
[[nodiscard]] std::vector<DesignPoint> gridPoints(const Study& study);

/// A Latin hypercube: of n points, each factor has exactly one in each of n equally likely slices of its range, at a
/// random place within; levels are met equally often (+-1). Of several random hypercubes, the one whose nearest two
/// points lie farthest apart.
/// Source: McKay, Beckman, Conover (1979); Johnson, Moore, Ylvisaker (1990) for the maximin choice
[[nodiscard]] std::vector<DesignPoint> latinHypercubePoints(const Study& study);

/// The first points of a Sobol sequence, scrambled: any stretch of 2^k points fills every factor's range evenly, and
/// the scramble takes the pattern out without spoiling that. Good from 2^k points on; more may be taken later without
/// loss, since the points of a shorter one come first. At most 3667 factors.
/// Source: Sobol (1967); direction numbers of Joe and Kuo (2008); scrambled as Owen (1995), by Burley (2020)
[[nodiscard]] std::vector<DesignPoint> sobolPoints(const Study& study);

/// The rows of a CSV file whose header names every factor, in any order; other columns are refused.
[[nodiscard]] std::vector<DesignPoint> tablePoints(const Study& study);

}  // namespace mw::experiment
