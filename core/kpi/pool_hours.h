// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "core/factory/factory.h"
#include "core/factory/work_calendar.h"
#include "core/kpi/kpi_value.h"

namespace mw::kpi {

/// Hours for which the pools of a factory are paid: heads times open hours, whether they have work or not.
class PoolHours {
 public:
  explicit PoolHours(const factory::Factory& factory);

  /// @param from_s, to_s  window in simulated time, seconds since its beginning
  [[nodiscard]] KpiValue between(double from_s, double to_s) const;

 private:
  struct Pool {
    double count = 1;
    factory::WorkCalendar hours;
  };
  /// Hours in which one pool is open.
  [[nodiscard]] static KpiValue openHours(const Pool& pool, double from_s, double to_s);

  std::vector<Pool> pools_;
};

}  // namespace mw::kpi
