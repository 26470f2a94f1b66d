// SPDX-License-Identifier: Apache-2.0
#include "core/kpi/pool_hours.h"

namespace mw::kpi {

PoolHours::PoolHours(const factory::Factory& factory) {
  const Json& root = factory.json();
  if (!root.contains("pools")) return;
  for (const Json& pool : root["pools"]) pools_.push_back({pool.value("count", 1.0), pool.contains("calendar")});
}

KpiValue PoolHours::openHours(const Pool& pool, double from_s, double to_s) {
  if (pool.has_calendar) return {.undefined = "open hours of pools with a calendar are not known yet"};
  return {(to_s - from_s) / 3600};
}

KpiValue PoolHours::between(double from_s, double to_s) const {
  KpiValue sum{0};
  for (const Pool& pool : pools_) sum = sum + KpiValue{pool.count} * openHours(pool, from_s, to_s);
  return sum;
}

}  // namespace mw::kpi
