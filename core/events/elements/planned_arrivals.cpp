// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "core/events/elements/elements.h"

namespace mw::events {

/// The next arrival of a source with a schedule or working hours.
/// @param at  when the first is due, below zero: as the schedule or the next interarrival time says
void Simulator::planArrival(Index element, Ticks at) {
  const ElementModel& model = model_.elements[element];
  const SourceModel& source = model_.sources[model.detail];
  const ShiftModel& shift = model_.shifts[element];
  if (!source.schedule.empty()) {
    at = source.schedule[sources_[model.detail].next_arrival].at;
  } else if (at < 0) {
    const SimTime after = SimTime::fromTicks(draw(source.interarrival, source.arrival_stream));
    at = model_.calendars[shift.calendar].afterOpenTime(now(), after).ticks();
  }
  if (shift.slot != kNone && at != kNeverTicks) {
    at = model_.calendars[shift.calendar].nextOpen(SimTime::fromTicks(at)).ticks();
  }
  schedule(model.first_slot, at, kArrival);
}

void Simulator::onPlannedEvent(Index element, Index slot) {
  if (slot == model_.shifts[element].slot) return onShift(element);
  const ElementModel& model = model_.elements[element];
  const SourceModel& source = model_.sources[model.detail];
  SourceRun& run = sources_[model.detail];
  ScheduledArrival arrival;
  arrival.count = source.batch;
  if (!source.schedule.empty()) arrival = source.schedule[run.next_arrival++];
  const std::int64_t count = std::min(arrival.count, run.left);
  run.left -= count;
  for (std::int64_t i = 0; i < count; ++i) {
    const bool is_given = arrival.part_type != kNone;
    arriveOutsideAs(element, is_given ? static_cast<std::uint16_t>(arrival.part_type) : drawPartType(source));
    drain();
  }
  if (run.left > 0) {
    planArrival(element, -1);
  } else {
    updateSourceState(element);
  }
}

}  // namespace mw::events
