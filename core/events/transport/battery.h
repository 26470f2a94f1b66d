// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>

#include "core/events/transport/transport_model.h"

namespace mw::events {

/// The battery of one vehicle, full at first: what it holds, kW s, and what drains it since when. Energy is the
/// integral of a power that changes with what the vehicle does: drive_kw while it drives, idle_kw while it stands.
class Battery {
 public:
  explicit Battery(double capacity_kws = 0) : charge_kws_(capacity_kws), slack_kws_(1e-9 * capacity_kws) {}

  /// Takes what was drained up to now, and goes on at another power. @returns whether it ran empty meanwhile
  bool drain(Ticks now, double power_kw) {
    const double taken_kws = drainedBy(now);
    const bool runs_empty = taken_kws > charge_kws_ + slack_kws_ && charge_kws_ > 0;
    used_kws_ += taken_kws;
    charge_kws_ = std::max(0.0, charge_kws_ - taken_kws);
    since_ = now;
    power_kw_ = power_kw;
    return runs_empty;
  }
  void chargeTo(double charge_kws) { charge_kws_ = charge_kws; }
  void forgetUse(Ticks now) {
    drain(now, power_kw_);
    used_kws_ = 0;
  }

  [[nodiscard]] double charge_kws(Ticks now) const { return std::max(0.0, charge_kws_ - drainedBy(now)); }
  [[nodiscard]] double used_kws(Ticks now) const { return used_kws_ + drainedBy(now); }

 private:
  [[nodiscard]] double drainedBy(Ticks now) const { return power_kw_ * static_cast<double>(now - since_) * 1e-9; }

  double charge_kws_;
  double slack_kws_;  ///< of rounding
  double used_kws_ = 0;
  double power_kw_ = 0;
  Ticks since_ = 0;
};

/// What a way takes, kW s. @param driving ticks on the road, @param handling_s seconds of loading and unloading
[[nodiscard]] inline double energyFor_kws(const BatteryModel& battery, Ticks driving, double handling_s) {
  return battery.drive_kw * static_cast<double>(driving) * 1e-9 + battery.idle_kw * handling_s;
}

/// Rounding that a comparison of energies forgives, kW s.
[[nodiscard]] inline double energySlack_kws(const BatteryModel& battery) {
  return 1e-9 * battery.capacity_kws;
}

}  // namespace mw::events
