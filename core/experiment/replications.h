// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <stop_token>
#include <string>
#include <vector>

#include "core/base/json.h"
#include "core/base/progress.h"
#include "core/events/simulation.h"
#include "core/factory/factory.h"
#include "core/kpi/fleet_kpis.h"
#include "core/kpi/kpis.h"
#include "core/numerics/statistics.h"

namespace mw::experiment {

/// How often and how long a factory is simulated.
struct RunPlan {
  double horizon_s = 86400;
  double warmup_s = 0;
  std::uint32_t replications = 1;
  std::uint64_t seed = 1;
  unsigned jobs = 0;                    ///< threads; 0 = one per processor. The results do not depend on it
  std::uint32_t first_replication = 0;  ///< number of the first, counted from 0: re-runs the K-th alone
};

/// How much an element holds the others up: the share of the measured time in which it is neither starved nor blocked
/// (busy, setup, down, waiting), mean over replications. The one that is always active sets the pace.
/// Source: the utilisation method, as compared in Roser, Nakano, Tanaka (2001).
struct Bottleneck {
  std::string element;
  double share = 0;
};

/// What a set of replications says. Estimates are Student-t intervals at 95 %; a KPI that is undefined in some
/// replication (NaN) is estimated from the others.
struct RunResult {
  RunPlan plan;
  std::vector<kpi::KpiDeclaration> kpis;
  std::vector<numerics::Estimate> overall;  ///< as kpis
  std::vector<kpi::KpiDeclaration> metrics;
  std::vector<std::string> element_ids;
  std::vector<std::vector<numerics::Estimate>> elements;  ///< per element, as metrics
  std::vector<std::string> fleet_ids;                     ///< none where no flow is by vehicle
  std::vector<std::vector<numerics::Estimate>> fleets;    ///< per fleet, as kpi::fleetMetrics()
  std::vector<kpi::KpiValues> replications;               ///< per replication, in order
  std::vector<Bottleneck> bottlenecks;                    ///< stations, largest share first, at most three
  std::vector<std::string> warnings;
  std::uint64_t events = 0;  ///< of all replications
  double wall_s = 0;
};

/// @throws InputError when the factory cannot run or the plan is impossible; Cancelled when stopped
[[nodiscard]] RunResult runReplications(const factory::Factory& factory, const RunPlan& plan, std::stop_token stop = {},
                                        const ProgressSink& progress = {});

/// The `millwright-result/1` object that `run --json` prints. Undefined values are left out, undefined half widths
/// null.
[[nodiscard]] Json toJson(const RunResult& result);

/// {"mean", "sd", "half_width", "n"}, what is undefined as null.
[[nodiscard]] Json toJson(const numerics::Estimate& estimate);

}  // namespace mw::experiment
