// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <stop_token>
#include <string>
#include <vector>

#include "core/base/progress.h"
#include "core/experiment/lever.h"
#include "core/experiment/run_plan.h"
#include "core/numerics/statistics.h"

namespace mw::experiment {

/// What one change gives.
struct ShadowPrice {
  Lever::Kind kind = Lever::Kind::Element;
  std::vector<std::string> ids;
  std::string change;
  double saved_s = 0;       ///< of the mean process time; NaN for all but elements
  numerics::Estimate gain;  ///< good parts per hour over the base, paired; the interval holds the simultaneous level
  bool is_shown = false;    ///< the gain is there: above zero, and above what the ends of a run can make up

  /// The price itself: good parts per hour for each second of process time saved; NaN where no seconds are saved.
  [[nodiscard]] double perSecond() const { return gain.mean / saved_s; }
};

/// What throughput would be gained where.
struct ShadowPrices {
  SpeedStep step;
  numerics::Estimate throughput_per_h;  ///< of the base, 95 %
  double level = 0.95;                  ///< that all intervals hold together
  double single_level = 0;              ///< that each holds alone: 1 - (1 - level) / number of prices
  double least_gain_per_h = 0;          ///< one part a run: smaller gains are not told from the ends of a run
  std::vector<ShadowPrice> prices;      ///< in order of Levers
  std::vector<NoLever> none;

  /// Single elements and pools whose gain is shown, largest first.
  [[nodiscard]] std::vector<const ShadowPrice*> gaining() const;
  /// Others that gain and may gain as much as the first of gaining(): their intervals reach its own.
  [[nodiscard]] std::vector<const ShadowPrice*> rivals() const;
  /// The price of this kind, if it was asked for.
  [[nodiscard]] const ShadowPrice* find(Lever::Kind kind) const;
};

/// Finite differences of the throughput: each lever's factory and the base run with the same seeds, so that the same
/// random numbers make the same part take longer or shorter (common random numbers), and
///
///   d_r = throughput_r(lever) - throughput_r(base),   mean(d) +- t(1 - alpha / (2 k); n - 1) sd(d) / sqrt(n)
///
/// with r over the n replications and k levers (Bonferroni). A gain is shown when its interval is above zero and its
/// mean over one part a run, which the horizon may cut off or let in. It is that of a step of this size: past it
/// another element may be what limits. Where the supply limits, parts that only leave sooner can look like a gain: the
/// longer the runs, the less.
///
/// @param finding  of runs of the same factory: whose levers are tried, see leversOf()
/// @param plan     horizon, warm-up, seed, replications and threads
/// @throws InputError, Cancelled as runReplications()
/// Source: L'Ecuyer, Perron (1994) Operations Research 42, finite differences under common random numbers; Law,
///         Simulation Modeling and Analysis (2015), sections 10.2.1 and 10.3.1
[[nodiscard]] ShadowPrices findShadowPrices(const factory::Factory& factory, const kpi::BottleneckFinding& finding,
                                            const RunPlan& plan, const SpeedStep& step,
                                            const std::stop_token& stop = {}, const ProgressSink& progress = {});

}  // namespace mw::experiment
