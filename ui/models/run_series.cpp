// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/run_series.h"

#include <algorithm>

#include "core/base/error.h"
#include "core/kpi/machine.h"
#include "core/numerics/statistics.h"

namespace mw::models {
namespace {

double instant(double from_s, double to_s, std::size_t i, std::size_t n) {
  return from_s + (to_s - from_s) * static_cast<double>(i) / static_cast<double>(n - 1);
}

}  // namespace

Series throughputSeries(const events::Recording& recording, const factory::Factory& factory, double window_s,
                        std::size_t n) {
  MW_REQUIRE(n >= 2 && window_s > 0);
  std::vector<bool> is_good;
  for (const factory::Element& element : factory.elements()) is_good.push_back(kpi::isGoodSink(element));
  std::vector<double> arrivals_s;
  for (const events::PartMove& move : recording.moves())
    if (move.to >= 0 && is_good[static_cast<std::size_t>(move.to)]) arrivals_s.push_back(move.at.seconds());
  const double end_s = recording.end().seconds();
  window_s = std::min(window_s, end_s);
  Series series;
  for (std::size_t i = 0; i < n; ++i) {
    const double t_s = instant(window_s, end_s, i, n);
    const auto first = std::ranges::upper_bound(arrivals_s, t_s - window_s);
    const auto last = std::ranges::upper_bound(arrivals_s, t_s);
    series.t_s.push_back(t_s);
    series.value.push_back(3600.0 / window_s * static_cast<double>(last - first));
  }
  return series;
}

Series wipSeries(const events::Recording& recording, std::size_t n) {
  MW_REQUIRE(n >= 2);
  Series series;
  for (std::size_t i = 0; i < n; ++i) {
    const double t_s = instant(0, recording.end().seconds(), i, n);
    series.t_s.push_back(t_s);
    series.value.push_back(static_cast<double>(recording.momentAt(SimTime::fromSeconds(t_s)).wip));
  }
  return series;
}

BandSeries bandOf(std::span<const Series> replications) {
  MW_REQUIRE(!replications.empty());
  BandSeries band;
  band.t_s = replications.front().t_s;
  std::vector<double> samples(replications.size());
  for (std::size_t i = 0; i < band.t_s.size(); ++i) {
    for (std::size_t r = 0; r < replications.size(); ++r) samples[r] = replications[r].value[i];
    const numerics::Estimate estimate = numerics::confidenceInterval(samples);
    band.mean.push_back(estimate.mean);
    band.low.push_back(estimate.low());
    band.high.push_back(estimate.high());
  }
  return band;
}

}  // namespace mw::models
