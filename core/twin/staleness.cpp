// SPDX-License-Identifier: Apache-2.0
#include "core/twin/staleness.h"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>

#include "core/base/text.h"

namespace mw::twin {

StalenessClock::StalenessClock(const std::vector<TwinSignal>& signals, double stale_after_intervals) {
  for (const TwinSignal& signal : signals) {
    sources_.push_back({signal.name, stale_after_intervals * signal.expected_interval_s});
  }
}

void StalenessClock::beforeReadings(double t_s, std::span<const double> readings, std::vector<Alert>& alerts) {
  if (!has_begun_) {
    for (Source& source : sources_) source.last_t_s = t_s;
    has_begun_ = true;
  }
  for (std::size_t i = 0; i < sources_.size(); ++i) {
    Source& source = sources_[i];
    const double age_s = t_s - source.last_t_s;
    if (source.has_alert || age_s <= source.limit_s) continue;
    source.has_alert = true;
    const std::string what =
        std::isfinite(readings[i])
            ? fmt::format("{}: gap of {:.6g} s, stale after {}", source.name, age_s, numberText(source.limit_s))
            : fmt::format("{}: no reading since {:.6g} s, stale after {}", source.name, source.last_t_s,
                          numberText(source.limit_s));
    alerts.push_back({source.last_t_s + source.limit_s, AlertKind::Stale, what + " s"});
  }
}

bool StalenessClock::afterReadings(double t_s, std::span<const double> readings) {
  bool is_stale = false;
  oldest_s_ = 0;
  for (std::size_t i = 0; i < sources_.size(); ++i) {
    Source& source = sources_[i];
    if (std::isfinite(readings[i])) {
      source.last_t_s = t_s;
      source.has_alert = false;
    }
    const double age_s = t_s - source.last_t_s;
    oldest_s_ = std::max(oldest_s_, age_s);
    is_stale = is_stale || age_s > source.limit_s;
  }
  return is_stale;
}

}  // namespace mw::twin
