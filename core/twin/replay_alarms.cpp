// SPDX-License-Identifier: Apache-2.0
#include "core/twin/replay_alarms.h"

#include <cmath>
#include <fmt/format.h>

namespace mw::twin {

ReplayAlarms::ReplayAlarms(const TwinDefinition& twin)
    : asset_(twin.asset),
      measured_(twin.measured),
      levels_(twin.alerts),
      ladder_(twin.alerts),
      biases_(twin.measured.size()),
      has_fault_(twin.measured.size(), false) {}

void ReplayAlarms::testForBias(double t_s, const estimation::StateFilter& filter, bool is_stale, const Isolate& isolate,
                               std::vector<Alert>& alerts) {
  const std::span<const double> innovation = filter.innovation();
  const std::span<const double> S = filter.innovationCovariance();
  std::optional<Isolation> isolation;
  for (std::size_t i = 0; i < biases_.size(); ++i) {
    const double variance = S[i * biases_.size() + i];
    if (!(variance > 0)) continue;
    const bool is_fault = biases_[i].add(innovation[i] / std::sqrt(variance));
    if (!is_fault) has_fault_[i] = false;
    if (!is_fault || has_fault_[i] || is_stale) continue;
    has_fault_[i] = true;
    if (!isolation) isolation = isolate();
    alerts.push_back(
        {t_s, AlertKind::Fault,
         fmt::format("{}: reads {} the model for many readings in a row (bias test at {:.1f}, "
                     "limit 5){}{}",
                     measured_[i].name, biases_[i].score() > 0 ? "above" : "below", std::abs(biases_[i].score()),
                     isolation ? "; " : "", isolation ? isolation->says : ""),
         isolation});
  }
}

void ReplayAlarms::watchHealth(double t_s, double health, std::vector<Alert>& alerts) {
  const auto kind = ladder_.update(health);
  if (!kind) return;
  const double level = *kind == AlertKind::Critical ? levels_.critical : levels_.warning;
  alerts.push_back({t_s, *kind, fmt::format("health of {} fell to {:.3f}, below {:.2f}", asset_, health, level)});
}

}  // namespace mw::twin
