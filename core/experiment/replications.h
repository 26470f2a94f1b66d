// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <stop_token>
#include <string>
#include <vector>

#include "core/base/json.h"
#include "core/base/progress.h"
#include "core/experiment/deadlock_finding.h"
#include "core/experiment/pool_result.h"
#include "core/experiment/run_plan.h"
#include "core/factory/factory.h"
#include "core/kpi/bottleneck_arrows.h"
#include "core/kpi/bottleneck_course.h"
#include "core/kpi/fleet_kpis.h"
#include "core/kpi/kpis.h"
#include "core/numerics/statistics.h"

namespace mw::experiment {

/// What a set of replications says. Estimates are Student-t intervals at 95 %; a KPI that is undefined in some
/// replication (NaN) is estimated from the others.
struct RunResult {
  RunPlan plan;  ///< with the replications that were made
  std::vector<kpi::KpiDeclaration> kpis;
  std::vector<numerics::Estimate> overall;  ///< as kpis
  std::vector<kpi::KpiDeclaration> metrics;
  std::vector<std::string> element_ids;
  std::vector<std::vector<numerics::Estimate>> elements;  ///< per element, as metrics
  std::vector<std::string> fleet_ids;                     ///< none where no flow is by vehicle
  std::vector<std::vector<numerics::Estimate>> fleets;    ///< per fleet, as kpi::fleetMetrics()
  std::vector<kpi::KpiValues> replications;               ///< per replication, in order
  kpi::KpiReasons reasons;                                ///< why a KPI is undefined in all replications
  double parts_left = 0;                                  ///< good and scrapped, mean over replications
  kpi::BottleneckFinding bottleneck;                      ///< what limits the factory, and how surely
  kpi::ArrowFinding arrows;                               ///< the same by time blocked and starved
  kpi::BottleneckCourse course;                           ///< when it does; as plan.bottleneck_windows
  std::vector<DeadlockFinding> deadlocks;                 ///< replications in which parts got stuck, in order
  std::vector<PrecisionReached> precision;                ///< as plan.precision
  std::vector<PoolResult> pools;                          ///< in the factory's order
  Findings notes;                                         ///< warnings of the factory: events::checkRun()
  std::vector<std::string> warnings;                      ///< of deadlocks, and as runWarnings()
  std::uint64_t events = 0;                               ///< of all replications
  double wall_s = 0;
};

/// @param recorder  is told what happens; only with one replication and no precision wanted
/// @throws InputError when the factory cannot run, the plan is impossible or a goal's KPI does not exist; Cancelled
///         when stopped; whatever the recorder throws
[[nodiscard]] RunResult runReplications(const factory::Factory& factory, const RunPlan& plan, std::stop_token stop = {},
                                        const ProgressSink& progress = {}, events::Recorder* recorder = nullptr);

/// The `millwright-result/1` object that `run --json` prints. Undefined values are left out of "kpis" and "elements";
/// "undefined" says why. Undefined half widths are null.
[[nodiscard]] Json toJson(const RunResult& result);

/// [{"element", "is_pool", "share", "half_width", "separable", "sole_share", "active_share", "active_period_s"}], as
/// BottleneckFinding::limits. "separable": of the first, from all others; of another, from the first. It and
/// "half_width" are null with a single replication.
[[nodiscard]] Json toJson(const kpi::BottleneckFinding& finding);

/// [{"kpi", "is_relative", "wanted", "reached", "met"}], what is undefined as null.
[[nodiscard]] Json toJson(const std::vector<PrecisionReached>& goals);

/// {"mean", "sd", "half_width", "n"}, what is undefined as null.
[[nodiscard]] Json toJson(const numerics::Estimate& estimate);

}  // namespace mw::experiment
