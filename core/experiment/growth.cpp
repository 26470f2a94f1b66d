// SPDX-License-Identifier: Apache-2.0
#include "core/experiment/growth.h"

#include <algorithm>
#include <cmath>
#include <span>

#include "core/numerics/statistics.h"

namespace mw::experiment {
namespace {

constexpr std::size_t kFewestAverages = 8;
constexpr double kLevel = 0.001;
constexpr double kStepCorrelation = 1.5;  ///< variance of a sum of steps over that of uncorrelated ones
constexpr double kLeastGain = 20;         ///< parts
constexpr double kLeastShare = 0.01;      ///< of the parts that came in

/// Least-squares slope, per step of the index.
double slopeOf(std::span<const double> y) {
  const auto n = static_cast<double>(y.size());
  const double mean = numerics::mean(y);
  double sum = 0;
  for (std::size_t i = 0; i < y.size(); ++i) sum += (static_cast<double>(i) - (n - 1) / 2) * (y[i] - mean);
  return sum * 12 / (n * (n * n - 1));
}

bool climbs(std::span<const double> y) {
  std::vector<double> steps;
  for (std::size_t i = 1; i < y.size(); ++i) steps.push_back(y[i] - y[i - 1]);
  const auto n = static_cast<double>(steps.size());
  const double error = numerics::sampleSd(steps) * std::sqrt(kStepCorrelation / n);
  return numerics::mean(steps) > error * numerics::studentTQuantile(1 - kLevel, n - 1);
}

}  // namespace

std::vector<Growth> findGrowth(const events::IntervalAverages& averages, double warmup_s,
                               const std::vector<double>& parts_in) {
  const std::size_t n = averages.wip.size();
  const double measured_from = averages.interval_s > 0 ? warmup_s / averages.interval_s : 0;
  const auto half = static_cast<std::size_t>(std::ceil((measured_from + static_cast<double>(n)) / 2));
  if (n < half + kFewestAverages) return {};
  const auto looked_at = static_cast<double>(n - half);
  const double share = looked_at / (static_cast<double>(n) - measured_from);
  std::vector<Growth> found;
  for (std::size_t i = 0; i < std::min(averages.content.size(), parts_in.size()); ++i) {
    const auto second_half = std::span(averages.content[i]).subspan(half);
    const double slope = slopeOf(second_half);
    if (slope * looked_at <= std::max(kLeastGain, kLeastShare * share * parts_in[i]) || !climbs(second_half)) continue;
    found.push_back({i, slope * 3600 / averages.interval_s});
  }
  return found;
}

}  // namespace mw::experiment
