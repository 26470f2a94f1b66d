// SPDX-License-Identifier: Apache-2.0
#include "core/events/collect/interval_averages.h"

#include <algorithm>

namespace mw::events {

IntervalCollector::IntervalCollector(SimTime horizon, std::uint32_t intervals, std::size_t elements)
    : count_(static_cast<std::uint32_t>(std::min<std::int64_t>(intervals, horizon.ticks()))),
      horizon_(horizon),
      width_ticks_(count_ > 0 ? horizon.ticks() / count_ : 0) {
  if (!isOn()) return;
  start_.content_s.assign(elements, 0);
  averages_.interval_s = SimTime::fromTicks(width_ticks_).seconds();
  averages_.wip.reserve(count_);
  averages_.throughput_per_h.reserve(count_);
  averages_.content.resize(elements);
  for (std::vector<double>& content : averages_.content) content.reserve(count_);
}

SimTime IntervalCollector::nextEnd() const {
  const std::size_t done = averages_.wip.size();
  if (done >= count_) return SimTime::never();
  return done + 1 == count_ ? horizon_ : SimTime::fromTicks(width_ticks_ * static_cast<std::int64_t>(done + 1));
}

void IntervalCollector::endInterval(const RunTotals& totals) {
  const std::int64_t begin = width_ticks_ * static_cast<std::int64_t>(averages_.wip.size());
  const double width_s = SimTime::fromTicks(nextEnd().ticks() - begin).seconds();
  averages_.wip.push_back((totals.wip_s - start_.wip_s) / width_s);
  averages_.throughput_per_h.push_back((totals.good - start_.good) * 3600 / width_s);
  for (std::size_t i = 0; i < totals.content_s.size(); ++i) {
    averages_.content[i].push_back((totals.content_s[i] - start_.content_s[i]) / width_s);
  }
  start_ = totals;
}

void IntervalCollector::setBack(const RunTotals& before, const RunTotals& after) {
  start_.wip_s -= before.wip_s - after.wip_s;
  start_.good -= before.good - after.good;
  for (std::size_t i = 0; i < start_.content_s.size(); ++i) {
    start_.content_s[i] -= before.content_s[i] - after.content_s[i];
  }
}

}  // namespace mw::events
