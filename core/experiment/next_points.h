// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <stop_token>
#include <vector>

#include "core/experiment/study_plan.h"
#include "core/experiment/study_run.h"

namespace mw::experiment {

/// How a sequential study goes on, or why it ends.
struct NextPoints {
  enum class Status {
    More,         ///< run `points`, then ask again
    BudgetSpent,  ///< the study has all the points that it may have
    Accurate,     ///< no 95 % band is wider than asked for
    NothingLeft   ///< no allowed point was found that is not there, as where all factors have levels
  };
  Status status = Status::More;
  std::vector<Json> points;  ///< {FACTOR: value}, a batch, fewer at the end of the budget
  double half_width = 0;     ///< of the widest 95 % band for the mean response, in its unit; NaN where not reckoned
};

/// Where a sequential study looks next: a Gaussian process learns the response from all points so far, and the points
/// are those of about a thousand allowed candidates (a Sobol sequence of its own for each round) at which the mean is
/// known least, its latent standard deviation being the largest. The points of one batch do not clump: after each the
/// process is told what it believes there, as if that had been run, and the next is looked for with what is left.
///
/// A function of the plan and the values of its runs alone, so that a study that was stopped goes on the same.
///
/// Source: MacKay (1992), Information-based objective functions for active data selection, Neural Computation 4;
/// Ginsbourger, Le Riche, Carraro (2010), Kriging is well-suited to parallelize optimization (kriging believer)
///
/// @param plan  of a sequential design, with the points that earlier rounds added
/// @param runs  all of them; in any order
/// @throws InputError when fewer than three points have a value of the response; Cancelled
[[nodiscard]] NextPoints nextPoints(const StudyPlan& plan, const std::vector<StudyRun>& runs,
                                    const std::stop_token& stop = {});

/// "widest band +-0.4 throughput_per_h after 40 points: the budget is spent".
[[nodiscard]] std::string endText(const NextPoints& end, const StudyPlan& plan);

/// Refuses a sequential study where parts of a study are run apart: each round needs the results of all before.
/// @throws InputError
void requireFixedPoints(const Study& study);

}  // namespace mw::experiment
