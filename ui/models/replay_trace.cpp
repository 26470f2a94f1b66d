// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/replay_trace.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace mw::models {
namespace {

constexpr double kLateAfterIntervals = 2;
constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();

/// The signal that reads a state and nothing else.
std::optional<std::size_t> signalOf(const twin::TwinDefinition& twin, std::size_t state) {
  const auto& H = twin.linear.H;
  for (Eigen::Index i = 0; i < H.rows(); ++i) {
    const auto column = static_cast<Eigen::Index>(state);
    const bool is_alone = (H.row(i).array() != 0).count() == 1;
    if (is_alone && H(i, column) == 1) return static_cast<std::size_t>(i);
  }
  return std::nullopt;
}

double expectedInterval_s(const twin::TwinDefinition& twin) {
  double longest_s = 0;
  for (const twin::TwinSignal& signal : twin.measured) longest_s = std::max(longest_s, signal.expected_interval_s);
  return longest_s > 0 ? longest_s : twin.dt_s;
}

void addRow(ReplayTrace& trace, double t_s, double mean, double sd, double nis) {
  trace.t_s.push_back(t_s);
  trace.mean.push_back(mean);
  trace.low.push_back(mean - 2 * sd);
  trace.high.push_back(mean + 2 * sd);
  trace.nis.push_back(nis);
}

}  // namespace

bool isMeasured(const twin::TwinDefinition& twin, std::size_t state) {
  return signalOf(twin, state).has_value();
}

double gapLimit_s(const twin::TwinDefinition& twin) {
  return twin.stale_after_intervals * expectedInterval_s(twin);
}

ReplayTrace traceOf(const twin::ReplayResult& result, const twin::TwinDefinition& twin, const twin::Log& log,
                    std::size_t state) {
  ReplayTrace trace;
  trace.state = result.states[state];
  const std::size_t n = result.stateCount();
  const auto index = signalOf(twin, state);
  const twin::Signal* signal = index ? log.find(twin.measured[*index].name) : nullptr;
  if (signal) {
    trace.signal = signal->name;
    trace.unit = signal->unit;
  }
  const double limit_s = gapLimit_s(twin);
  const double first_s = result.t_s.empty() ? 0 : result.t_s.front();
  for (std::size_t k = 0; k < result.t_s.size(); ++k) {
    const double t_s = result.t_s[k] - first_s;
    if (k > 0 && result.t_s[k] - result.t_s[k - 1] > limit_s)
      addRow(trace, (t_s + result.t_s[k - 1] - first_s) / 2, kNaN, kNaN, kNaN);
    const double mean = result.x[k * n + state];
    addRow(trace, t_s, mean, std::sqrt(std::max(0.0, result.P_diag[k * n + state])), result.nis[k]);
    const double reading = signal ? signal->values[k] : kNaN;
    if (std::isfinite(reading)) {
      trace.measured_t_s.push_back(t_s);
      trace.measured.push_back(reading);
    }
    if (result.anomaly[k] != 0) {
      trace.anomaly_t_s.push_back(t_s);
      trace.anomaly.push_back(std::isfinite(reading) ? reading : mean);
    }
  }
  return trace;
}

AgeAt ageAt(const twin::ReplayResult& result, const twin::TwinDefinition& twin, double t_s) {
  if (result.t_s.empty()) return {kNaN, DataAge::Stale};
  const double at_s = result.t_s.front() + t_s;
  const auto after = std::ranges::upper_bound(result.t_s, at_s);
  const std::size_t row = after == result.t_s.begin() ? 0 : static_cast<std::size_t>(after - result.t_s.begin()) - 1;
  AgeAt age{result.age_s[row] + std::max(0.0, at_s - result.t_s[row]), DataAge::Fresh};
  if (age.age_s > kLateAfterIntervals * expectedInterval_s(twin)) age.level = DataAge::Late;
  // An alert carries the very moment at which the limit is reached: that moment is stale, whatever the rounding.
  if (age.age_s > gapLimit_s(twin) * (1 - 1e-9)) age.level = DataAge::Stale;
  return age;
}

}  // namespace mw::models
