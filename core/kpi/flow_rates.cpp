// SPDX-License-Identifier: Apache-2.0
#include "core/kpi/flow_rates.h"

#include <map>

#include "core/base/error.h"

namespace mw::kpi {

std::vector<FlowRate> flowRatesOf(const events::Recording& recording, double from_s, const std::stop_token& stop) {
  constexpr auto kNowhere = events::PartMove::kNowhere;
  std::map<std::pair<std::int32_t, std::int32_t>, std::int64_t> counts;
  std::size_t n_seen = 0;
  for (const events::PartMove& move : recording.movesBetween(SimTime::fromSeconds(from_s), recording.end())) {
    if ((++n_seen & 0xFFFFU) == 0 && stop.stop_requested()) throw Cancelled();
    if (move.from != kNowhere && move.to != kNowhere && move.from != move.to) ++counts[{move.from, move.to}];
  }
  const double span_h = (recording.end().seconds() - from_s) / 3600;
  std::vector<FlowRate> rates;
  for (const auto& [flow, parts] : counts) {
    rates.push_back({static_cast<std::uint32_t>(flow.first), static_cast<std::uint32_t>(flow.second), parts,
                     span_h > 0 ? static_cast<double>(parts) / span_h : 0});
  }
  return rates;
}

}  // namespace mw::kpi
