// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <stop_token>
#include <vector>

#include "core/base/progress.h"
#include "core/events/simulation.h"
#include "core/experiment/run_plan.h"

namespace mw::experiment {

/// Simulates replications of one model, on several threads, and as many more as are wanted. What they give depends on
/// the model and the plan, not on the threads nor on the portions in which they are asked for.
class Replicator {
 public:
  /// @param intervals  whose averages are noted, see events::RunSettings
  Replicator(const events::Model& model, const RunPlan& plan, std::uint32_t intervals);

  /// From now on, runs note events::RunStatistics::active.
  void findBottlenecks() { finds_bottlenecks_ = true; }
  /// Simulates the next ones in number.
  /// @param recorder  is told what happens in them; only with count 1
  /// @throws Cancelled, InputError, as events::simulate()
  void add(std::uint32_t count, const std::stop_token& stop, const ProgressSink& progress,
           events::Recorder* recorder = nullptr);

  /// What each measured, in order; the averages over intervals apart.
  [[nodiscard]] const std::vector<events::RunStatistics>& runs() const { return runs_; }
  /// Averages over intervals, averaged over the replications so far (Welch).
  [[nodiscard]] events::IntervalAverages intervalMeans() const;

 private:
  void addPortion(std::uint32_t count, const std::stop_token& stop, const ProgressSink& progress,
                  events::Recorder* recorder);
  void takeIntervals(events::IntervalAverages& averages);

  const events::Model& model_;
  RunPlan plan_;
  std::uint32_t intervals_;
  bool finds_bottlenecks_ = false;
  std::uint32_t wanted_ = 0;
  std::vector<events::RunStatistics> runs_;
  events::IntervalAverages sums_;
};

}  // namespace mw::experiment
