// SPDX-License-Identifier: Apache-2.0
#include "core/events/elements/simulator.h"

namespace mw::events {

RunTotals Simulator::totals() const {
  RunStatistics present;
  present.elements.resize(elements_.size());
  present.part_types.resize(part_types_.size());
  addPresent(present.elements, present);
  RunTotals totals;
  for (std::size_t i = 0; i < model_.element_ids.size(); ++i) {
    const ElementRun& run = elements_[i];
    totals.content_s.push_back(present.elements[i].content_mean + run.stay.seconds() + run.stay_of_consumed.seconds());
  }
  for (std::size_t i = 0; i < part_types_.size(); ++i) {
    totals.wip_s += present.part_types[i].wip_mean + part_types_[i].inside.seconds();
    totals.good += static_cast<double>(part_types_[i].good);
  }
  return totals;
}

/// As runUntil, with a halt at the end of each interval. A halt lies between events and changes nothing in the run.
void Simulator::runIntervals(Ticks end, bool is_end_included, const std::stop_token& stop) {
  while (intervals_.nextEnd().ticks() < end) {
    runUntil(intervals_.nextEnd().ticks(), false, stop);
    if (is_full_) return;
    now_ = intervals_.nextEnd().ticks();
    intervals_.endInterval(totals());
  }
  runUntil(end, is_end_included, stop);
}

/// The statistics are reset at the end of the warm-up; the intervals go on over it.
void Simulator::beginMeasuringBetweenIntervals() {
  if (!intervals_.isOn()) return beginMeasuring();
  const RunTotals before = totals();
  beginMeasuring();
  intervals_.setBack(before, totals());
}

}  // namespace mw::events
