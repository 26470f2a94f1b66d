// SPDX-License-Identifier: Apache-2.0
#include "core/experiment/warmup_pilot.h"

#include "core/base/random_stream.h"
#include "core/experiment/replicator.h"

namespace mw::experiment {
namespace {

/// Welch's procedure wants five to ten.
constexpr std::uint32_t kPilotRuns = 10;
/// Batches of five windows of a thousandth of the horizon.
constexpr std::uint32_t kPilotIntervals = 200;

}  // namespace

WarmupEstimate findWarmup(const factory::Factory& factory, const RunPlan& plan, std::stop_token stop,
                          const ProgressSink& progress) {
  const auto model = events::compile(factory);
  RunPlan pilot;
  pilot.horizon_s = plan.horizon_s;
  pilot.seed = derivedSeed(plan.seed, streamId("pilot", "warm-up"));
  pilot.jobs = plan.jobs;
  pilot.max_parts = plan.max_parts;
  Replicator replicator(*model, pilot, kPilotIntervals);
  replicator.add(kPilotRuns, stop, progress);
  return estimateWarmup(replicator.intervalMeans(), kPilotRuns);
}

}  // namespace mw::experiment
