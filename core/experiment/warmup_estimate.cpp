// SPDX-License-Identifier: Apache-2.0
#include "core/experiment/warmup_estimate.h"

#include <algorithm>
#include <cmath>
#include <span>
#include <vector>

#include "core/numerics/mser.h"
#include "core/numerics/statistics.h"

namespace mw::experiment {
namespace {

double standardError(std::span<const double> y) {
  const double mean = numerics::mean(y);
  double squares = 0;
  double products = 0;
  for (std::size_t i = 0; i < y.size(); ++i) {
    squares += (y[i] - mean) * (y[i] - mean);
    if (i > 0) products += (y[i] - mean) * (y[i - 1] - mean);
  }
  constexpr double kMostCorrelation = 0.95;  // beyond it so few averages say nothing
  const double r = squares > 0 ? std::clamp(products / squares, 0.0, kMostCorrelation) : 0;
  const auto n = static_cast<double>(y.size());
  return std::sqrt(squares / n / n * (1 + r) / (1 - r));
}

bool leavesBiasIn(std::span<const double> y, std::size_t given) {
  const std::size_t wanted = numerics::mser(y).batches;
  if (wanted <= given) return false;
  const auto rest = y.subspan(wanted);
  return std::abs(numerics::mean(y.subspan(given)) - numerics::mean(rest)) > 2 * standardError(rest);
}

}  // namespace

WarmupEstimate estimateWarmup(const events::IntervalAverages& averages, std::uint32_t replications) {
  using Status = numerics::Truncation::Status;
  const numerics::Truncation wip = numerics::mser(averages.wip);
  const numerics::Truncation throughput = numerics::mser(averages.throughput_per_h);
  WarmupEstimate estimate;
  const bool has_converged = wip.status == Status::Converged && throughput.status == Status::Converged;
  estimate.status = has_converged ? WarmupEstimate::Status::Converged : WarmupEstimate::Status::NotConverged;
  estimate.interval_s = averages.interval_s;
  estimate.wip_warmup_s = static_cast<double>(wip.batches) * averages.interval_s;
  estimate.throughput_warmup_s = static_cast<double>(throughput.batches) * averages.interval_s;
  estimate.warmup_s = std::max(estimate.wip_warmup_s, estimate.throughput_warmup_s);
  estimate.intervals = static_cast<std::uint32_t>(averages.wip.size());
  estimate.replications = replications;
  return estimate;
}

bool leavesBias(const events::IntervalAverages& averages, double warmup_s) {
  if (averages.wip.empty()) return false;
  const auto given = static_cast<std::size_t>(std::ceil(warmup_s / averages.interval_s));
  return leavesBiasIn(averages.wip, given) || leavesBiasIn(averages.throughput_per_h, given);
}

}  // namespace mw::experiment
