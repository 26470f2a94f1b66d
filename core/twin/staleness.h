// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <string>
#include <vector>

#include "core/twin/replay_result.h"
#include "core/twin/twin_definition.h"

namespace mw::twin {

/// Knows how old the newest reading of each signal is, on the clock of the rows it is given.
///
/// A signal is stale while its newest reading is older than stale_after_intervals x its expected interval. One alert
/// per stale time, stamped with the moment the limit was passed.
class StalenessClock {
 public:
  StalenessClock(const std::vector<TwinSignal>& measured, double stale_after_intervals);

  /// Raises an alert for each signal whose limit was passed since the row before.
  void beforeReadings(double t_s, std::span<const double> readings, std::vector<Alert>& alerts);
  /// Takes the row's readings. @returns whether a signal is stale now
  bool afterReadings(double t_s, std::span<const double> readings);

  /// Age of the oldest of the signals' newest readings at the last row.
  [[nodiscard]] double oldest_s() const { return oldest_s_; }

 private:
  struct Source {
    std::string name;
    double limit_s;
    double last_t_s = 0;
    bool has_alert = false;
  };

  std::vector<Source> sources_;
  double oldest_s_ = 0;
  bool has_begun_ = false;
};

}  // namespace mw::twin
