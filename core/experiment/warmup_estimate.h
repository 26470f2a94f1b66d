// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

#include "core/events/collect/interval_averages.h"

namespace mw::experiment {

/// Where MSER-5 sees the end of the warm-up.
struct WarmupEstimate {
  enum class Status {
    Converged,
    NotConverged  ///< it lies beyond half of the horizon, or nowhere: warmup_s is then half of the horizon
  };
  Status status = Status::NotConverged;
  double warmup_s = 0;             ///< the later of the two below
  double wip_warmup_s = 0;         ///< seen in the work in progress
  double throughput_warmup_s = 0;  ///< seen in the throughput
  double interval_s = 0;           ///< length of a batch mean: the resolution
  std::uint32_t intervals = 0;
  std::uint32_t replications = 0;  ///< that the batch means are averaged over
};

/// MSER-5 (numerics::mser) on the course of the work in progress and of the throughput, averaged over replications.
/// Each interval is a batch mean: the average over five windows of a fifth of its length.
/// @param averages  over the whole horizon, the means of `replications` runs
[[nodiscard]] WarmupEstimate estimateWarmup(const events::IntervalAverages& averages, std::uint32_t replications);

/// Whether what MSER-5 would delete beyond a given warm-up matters: deleting it moves the mean work in progress or
/// throughput by over two standard errors of what remains (with its lag-1 autocorrelation). Without this condition
/// noise alone would contradict one warm-up in four that is long enough; with it, about one in forty.
[[nodiscard]] bool leavesBias(const events::IntervalAverages& averages, double warmup_s);

}  // namespace mw::experiment
