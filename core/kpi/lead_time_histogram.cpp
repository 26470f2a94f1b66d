// SPDX-License-Identifier: Apache-2.0
#include "core/kpi/lead_time_histogram.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "core/base/error.h"

namespace mw::kpi {
namespace {

constexpr std::array kClockSteps_s = {1.0,   2.0,   5.0,    10.0,   15.0,   30.0,    60.0,    120.0,  300.0,
                                      600.0, 900.0, 1800.0, 3600.0, 7200.0, 14400.0, 43200.0, 86400.0};
constexpr double kAlmost = 0.7;  // a width that is rounded up to 1, 2 or 5 seconds may be rounded down to a clock's

/// The smallest value with at least the share q at or below it.
double quantile(const numerics::Sample& sample, double q) {
  const auto rank = static_cast<std::size_t>(std::ceil(q * sample.count()));
  return sample.values()[std::clamp<std::size_t>(rank, 1, sample.size()) - 1];
}

/// Bins that a clock can be read by, as many as Freedman and Diaconis ask for.
numerics::Histogram clockBins(const numerics::Sample& sample) {
  const numerics::Histogram plain = numerics::histogramOf(sample);
  const auto step = std::ranges::find_if(kClockSteps_s, [&](double each) { return each >= plain.width_s * kAlmost; });
  if (sample.isAllEqual() || plain.width_s < kClockSteps_s.front() || step == kClockSteps_s.end()) return plain;
  numerics::Histogram histogram{std::floor(sample.min() / *step) * *step, *step, {}};
  histogram.counts.resize(static_cast<std::size_t>((sample.max() - histogram.first_edge_s) / *step) + 1);
  for (const double value : sample.values()) {
    const auto bin = static_cast<std::size_t>((value - histogram.first_edge_s) / *step);
    ++histogram.counts[std::min(bin, histogram.counts.size() - 1)];
  }
  return histogram;
}

}  // namespace

std::optional<LeadTimeHistogram> leadTimeHistogramOf(const PartPassages& flow, std::optional<std::size_t> kind,
                                                     double from_s) {
  MW_REQUIRE(!kind || *kind < flow.kinds.size());
  std::vector<double> times_s;
  for (std::size_t k = 0; k < flow.kinds.size(); ++k) {
    if (kind && *kind != k) continue;
    for (const FinishedPart& part : flow.kinds[k].finished) {
      if (part.at_s >= from_s) times_s.push_back(part.lead_time_s);
    }
  }
  if (times_s.empty()) return std::nullopt;
  const numerics::Sample sample(std::move(times_s));
  return LeadTimeHistogram{clockBins(sample), sample.size(), sample.mean(), quantile(sample, 0.5),
                           quantile(sample, 0.95)};
}

}  // namespace mw::kpi
