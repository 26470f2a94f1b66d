// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>

#include "core/events/elements/routing.h"

namespace mw::events {

/// Carries parts along at a fixed speed, in order; one part takes up one pitch, floor(length / pitch) fit on it.
///
/// A part may enter when the one before it has moved one pitch. Accumulating: parts close up behind a waiting one, so a
/// part is at the exit at max(entry + length / speed, exit of the one before + pitch / speed), which is exact. Else the
/// whole belt stops while the first part waits and spacings are kept: the same with entry and exit in belt time.
/// States: idle while empty, blocked while its first part waits to leave, else busy.
///
///   {"id": "c1", "type": "conveyor", "length_m": 6, "speed_mps": 0.5, "pitch_m": 0.6, "accumulating": true}
inline Ticks Simulator::beltTime(const ConveyorRun& run) const {
  return (run.stopped_at >= 0 ? run.stopped_at : now_) - run.stopped_total;
}

inline void Simulator::acceptOnConveyor(Index flow, Index part) {
  const Index element = model_.flows[flow].to;
  const ElementModel& model = model_.elements[element];
  const ConveyorModel& belt = model_.conveyors[model.detail];
  ConveyorRun& run = conveyors_[model.detail];
  arrive(element, part);
  parts_[part].key = run.last_entry = beltTime(run);
  parts_[part].next = kNone;
  if (run.head == kNone) {
    run.head = part;
    schedule(model.first_slot, now_ + belt.transit, kCompletion);
    setState(model.places.begin, State::Busy);
  } else {
    parts_[run.tail].next = part;
  }
  run.tail = part;
  run.is_entry_clear = false;
  elements_[element].is_open = false;
  if (run.stopped_at < 0) schedule(model.first_slot + 1, now_ + belt.gap, kCompletion);
}

inline void Simulator::onConveyorEvent(Index element, bool is_entry) {
  const ElementModel& model = model_.elements[element];
  ConveyorRun& run = conveyors_[model.detail];
  if (is_entry) {
    run.is_entry_clear = true;
    if (elements_[element].reserved > 0 && unloadAtEntry(element)) return;
    requestPull(element);
    return;
  }
  const Index part = run.head;
  const Index route_class = classOf(element, parts_[part].part_type);
  parts_[part].route_class = static_cast<std::uint16_t>(route_class);
  const Index flow = openFlow(element, route_class, part);
  if (flow != kNone && !isByVehicle(flow)) {
    leave(element, part);
    advanceConveyor(element);
    enter(flow, part);
    return;
  }
  run.is_front_ready = true;
  run.ready_at = now_;
  setState(model.places.begin, State::Blocked);
  if (!model_.conveyors[model.detail].is_accumulating) {
    run.stopped_at = now_;
    calendar_.cancel(model.first_slot + 1);
  }
  if (flow != kNone) book(flow);
}

/// The first part has gone: the belt moves on.
inline void Simulator::advanceConveyor(Index element) {
  const ElementModel& model = model_.elements[element];
  const ConveyorModel& belt = model_.conveyors[model.detail];
  ConveyorRun& run = conveyors_[model.detail];
  if (run.stopped_at >= 0) {
    run.stopped_total += now_ - run.stopped_at;
    run.stopped_at = -1;
    if (!run.is_entry_clear) {
      schedule(model.first_slot + 1, now_ + run.last_entry + belt.gap - beltTime(run), kCompletion);
    }
  }
  run.is_front_ready = false;
  run.head = parts_[run.head].next;
  if (run.head == kNone) {
    setState(model.places.begin, State::Idle);
  } else {
    const Ticks carried = now_ + parts_[run.head].key + belt.transit - beltTime(run);
    schedule(model.first_slot, belt.is_accumulating ? std::max(carried, now_ + belt.gap) : carried, kCompletion);
    setState(model.places.begin, State::Busy);
  }
  if (!elements_[element].is_open && hasRoom(element)) requestPull(element);
}

inline Index Simulator::releaseFromConveyor(Index flow) {
  const Index element = model_.flows[flow].from;
  const Index part = conveyors_[model_.elements[element].detail].head;
  leave(element, part);
  advanceConveyor(element);
  return part;
}

}  // namespace mw::events
