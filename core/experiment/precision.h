// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/numerics/statistics.h"

namespace mw::experiment {

/// How well a KPI of the factory as a whole is to be known: the half width of its 95 % interval.
///
/// Replications are added in blocks until every goal is met. How many a block has follows from the results so far (the
/// half width falls with the root of their number), so that the same ones are run on any number of threads.
///
/// Caution: a rule that looks at the half width and then stops does so a little more often where the variance happens
/// to be underestimated, so fewer than 95 % of such intervals hold the true mean; 95 % are reached in the limit of
/// small half widths only (Chow, Robbins). Law and Kelton advise ten first replications or more, and at most 15 %.
/// Source: Chow, Robbins (1965) Ann. Math. Stat. 36; Law, Kelton (2000) Simulation Modeling and Analysis, section 9.4.1
struct PrecisionGoal {
  std::string kpi;
  double wanted = 0;         ///< half width, in the KPI's unit or as a share of the mean; above 0
  bool is_relative = false;  ///< share of the mean
};

/// What became of a goal.
struct PrecisionReached {
  PrecisionGoal goal;
  double reached = 0;  ///< as goal.wanted; NaN where there is no interval, or no mean that it could be a share of
  bool is_met = false;
};

/// Fewer replications than this say too little about a spread to stop on.
inline constexpr std::uint32_t kFewestForPrecision = 5;

[[nodiscard]] PrecisionReached reachedOf(const PrecisionGoal& goal, const numerics::Estimate& estimate);

/// How many replications come next: as many as the half widths call for, but at least 5 and no more than there are.
/// @param max  of all together
/// @returns 0 when every goal is met or max is reached
[[nodiscard]] std::uint32_t nextBlock(const std::vector<PrecisionReached>& goals, std::uint32_t replications,
                                      std::uint32_t max);

}  // namespace mw::experiment
