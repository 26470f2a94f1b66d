// SPDX-License-Identifier: Apache-2.0
#include "core/kpi/pool_hours.h"

#include "core/factory/calendar_reader.h"

namespace mw::kpi {

PoolHours::PoolHours(const factory::Factory& factory) {
  const Json& root = factory.json();
  if (!root.contains("pools")) return;
  for (const Json& pool : root["pools"]) {
    Findings findings;  // of the calendar; checkFactory() reports them
    const bool has_calendar = pool.contains("calendar");
    pools_.push_back({pool.value("count", 1.0), has_calendar
                                                    ? factory::readCalendar(factory, pool["calendar"], findings)
                                                    : factory::WorkCalendar()});
  }
}

KpiValue PoolHours::openHours(const Pool& pool, double from_s, double to_s) {
  const SimTime open = pool.hours.openTime(SimTime::fromSeconds(from_s), SimTime::fromSeconds(to_s));
  return {open.seconds() / 3600};
}

KpiValue PoolHours::between(double from_s, double to_s) const {
  KpiValue sum{0};
  for (const Pool& pool : pools_) sum = sum + KpiValue{pool.count} * openHours(pool, from_s, to_s);
  return sum;
}

}  // namespace mw::kpi
