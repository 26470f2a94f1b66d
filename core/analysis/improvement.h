// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

#include "core/analysis/candidate_changes.h"
#include "core/base/progress.h"
#include "core/experiment/paired_comparison.h"
#include "core/experiment/run_plan.h"
#include "core/kpi/kpi_value.h"

namespace mw::analysis {

struct ImprovementOptions {
  std::string kpi = "throughput_per_h";  ///< of the factory as a whole
  std::optional<bool> is_least;          ///< less is better; none: the KPI's own direction
  double budget = 20;                    ///< in the unit of the costs
  ChangeCosts costs;
  std::uint32_t screening_replications = 5;  ///< 2 or more
  experiment::RunPlan plan;  ///< horizon, warm-up, seed, threads, and the replications that confirm (2 or more)
  std::stop_token stop = {};
  ProgressSink progress = {};  ///< in runs; what is counted is kScreeningRuns, then kConfirmingRuns
};

/// What progress counts while changes are looked for: how many there will be is known round by round only, so the total
/// is what this round and the confirmation take at most, and grows with each further round.
inline constexpr const char* kScreeningRuns = "runs (total estimated, screening)";
/// And while the best are confirmed: the total is known.
inline constexpr const char* kConfirmingRuns = "runs (confirming the best)";

/// Changes that go together, with what they were seen to give.
struct ImprovedPlan {
  std::vector<Change> changes;
  double cost = 0;
  experiment::PairedDifference result;  ///< against the factory as it is; point counts the plans from 1
  factory::Factory factory;
};

struct Improvement {
  enum class Status {
    Shown,              ///< plans.front() is better, in the runs that confirm
    NotShown,           ///< changes were confirmed, none of them is shown to be better
    NothingPromising,   ///< changes were tried, none gained anything in the screening
    NothingAffordable,  ///< every change costs more than the budget
    NothingToChange     ///< no change is possible where the bottleneck is
  };
  Status status = Status::NothingToChange;
  kpi::KpiDeclaration kpi;
  bool is_least = false;
  double budget = 0;
  double cheapest = 0;                ///< change, where nothing is affordable
  numerics::Estimate base;            ///< of the KPI in the runs that confirm, 95 %; none made: of the screening
  kpi::BottleneckFinding bottleneck;  ///< in the screening
  experiment::Comparison comparison;  ///< of all that were confirmed with the factory as it is
  std::vector<ImprovedPlan> plans;    ///< at most kPlansShown, best mean first
  std::size_t tried = 0;              ///< different factories in the screening
  std::uint64_t screening_seed = 0;
  double least_gain = 0;  ///< differences of a throughput below one part a run are the ends of a run
  std::vector<experiment::NoLever> not_tried;
};

inline constexpr std::size_t kPlansShown = 3;
/// Confirmed together, so that a good change that had no luck in the screening still has a chance.
inline constexpr std::size_t kPlansConfirmed = 6;

/// Searches for the changes within a budget that improve a KPI most.
///
/// 1. Screening. The factory and each of proposeChanges() run a few times under common random numbers. The best one is
///    taken and changes to that factory are looked for, until nothing fits the budget or nothing gains more than its
///    standard error. That is done twice, taking the largest gain and the largest gain per cost, since either rule
///    alone can be far off (Leskovec et al. 2007); what both tried is kept. The search is greedy: of changes that help
///    only together, it finds those that experiment::leversOf() takes together, and no others.
/// 2. Confirmation. The kPlansConfirmed best run again with seeds of their own, with the factory as it is, and are
///    compared with it by paired intervals that hold simultaneously (experiment::comparePoints). The gain of what was
///    best by luck in the screening is not carried over. All of the intervals hold; the mean of the one that is shown
///    as the best is a little too high, as the largest of several is.
///
/// Depends on the factory, the options and the seed alone.
/// @throws InputError when the factory cannot run, there is no such KPI, it has no direction, or an id to keep is not
///         in the factory; Cancelled
/// Source: Boesel, Nelson, Kim (2003) Operations Research 51, 814-825, for cleaning up after a search with fresh runs;
/// Leskovec, Krause, Guestrin, Faloutsos, VanBriesen, Glance (2007) KDD, for the two greedy rules under a budget
[[nodiscard]] Improvement findImprovement(const factory::Factory& factory, const ImprovementOptions& options);

}  // namespace mw::analysis
