// SPDX-License-Identifier: Apache-2.0
#include "core/kpi/bottleneck.h"

#include <algorithm>
#include <cmath>

#include "core/base/error.h"

namespace mw::kpi {
namespace {

using events::ActiveTimes;
using events::RunStatistics;

template <class Value>
numerics::Estimate over(std::span<const RunStatistics> runs, Value value) {
  std::vector<double> samples;
  for (const RunStatistics& run : runs) samples.push_back(value(run) / run.measured_s);
  return numerics::confidenceInterval(samples);
}

double meanPeriod_s(std::span<const RunStatistics> runs, std::size_t unit) {
  double sum_s = 0;
  std::int64_t periods = 0;
  for (const RunStatistics& run : runs) {
    const ActiveTimes& times = run.active[unit];
    if (times.periods > 0) sum_s += times.mean_period_s * static_cast<double>(times.periods);
    periods += times.periods;
  }
  return periods > 0 ? sum_s / static_cast<double>(periods) : std::nan("");
}

/// Over the runs in which it was active at all.
numerics::Estimate periods(std::span<const RunStatistics> runs, std::size_t unit) {
  std::vector<double> samples;
  for (const RunStatistics& run : runs) {
    if (run.active[unit].periods > 0) samples.push_back(run.active[unit].mean_period_s);
  }
  return numerics::confidenceInterval(samples);
}

bool isAbove(const numerics::Estimate& a, const numerics::Estimate& b) {
  return a.low() > b.high() && a.mean - b.mean > kLeastLead;
}

}  // namespace

std::vector<const Limit*> BottleneckFinding::candidates() const {
  std::vector<const Limit*> found;
  for (const Limit& limit : limits) {
    if (limit.is_candidate) found.push_back(&limit);
  }
  return found;
}

std::vector<const Limit*> BottleneckFinding::longestActive() const {
  const Limit* longest = nullptr;
  for (const Limit& limit : limits) {
    if (!limit.period_s.hasInterval()) continue;
    if (longest == nullptr || limit.period_s.mean > longest->period_s.mean) longest = &limit;
  }
  if (longest == nullptr) return {};
  std::vector<const Limit*> found = {longest};
  const numerics::Estimate& most = longest->period_s;
  for (const Limit& limit : limits) {
    if (&limit == longest || !limit.period_s.hasInterval()) continue;
    const bool is_below = limit.period_s.high() < most.low() && limit.period_s.mean < most.mean * (1 - kLeastLead);
    if (!is_below) found.push_back(&limit);
  }
  return found;
}

BottleneckFinding findBottleneck(const factory::Factory& factory, std::span<const RunStatistics> runs) {
  MW_REQUIRE(!runs.empty());
  BottleneckFinding finding;
  const std::size_t elements = factory.elements().size();
  const std::size_t units = runs.front().active.size();
  MW_REQUIRE(units == elements + runs.front().pools.size());
  for (std::size_t unit = 0; unit < units; ++unit) {
    const auto share = [&](double ActiveTimes::*seconds) {
      return over(runs, [&](const RunStatistics& run) { return run.active[unit].*seconds; });
    };
    Limit limit;
    limit.active = share(&ActiveTimes::active_s);
    if (limit.active.mean <= 0) continue;
    const bool is_element = unit < elements;
    limit.id = is_element ? factory.elements()[unit].id : runs.front().pools[unit - elements].id;
    if (is_element) limit.element = unit;
    limit.share = share(&ActiveTimes::bottleneck_s);
    limit.sole = share(&ActiveTimes::sole_s);
    limit.mean_period_s = meanPeriod_s(runs, unit);
    limit.period_s = periods(runs, unit);
    finding.limits.push_back(std::move(limit));
  }
  finding.nobody = over(runs, [](const RunStatistics& run) {
    double left_s = run.measured_s;
    for (const ActiveTimes& times : run.active) left_s -= times.bottleneck_s;
    return std::max(0.0, left_s);
  });
  if (finding.limits.empty()) return finding;
  std::ranges::stable_sort(finding.limits, [](const Limit& a, const Limit& b) { return a.share.mean > b.share.mean; });
  Limit& leader = finding.limits.front();
  leader.is_candidate = true;
  finding.verdict = BottleneckFinding::Verdict::OneRun;
  if (runs.size() < 2) return finding;
  finding.verdict = BottleneckFinding::Verdict::Sole;
  for (Limit& other : std::span(finding.limits).subspan(1)) {
    other.is_candidate = !isAbove(leader.share, other.share) || !isAbove(leader.active, other.active);
    if (other.is_candidate) finding.verdict = BottleneckFinding::Verdict::NotSeparable;
  }
  return finding;
}

}  // namespace mw::kpi
