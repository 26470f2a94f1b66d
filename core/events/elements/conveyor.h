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
/// Outside its working hours it stands still with all that is on it and goes on where it stopped: belt time stands
/// still then too, on both kinds of belt. Nothing enters or leaves meanwhile but what a vehicle was called for.
/// States: off, idle while empty, blocked while its first part waits to leave, else busy.
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
  if (run.is_moved) [[unlikely]] {
    (run.head == kNone ? run.head : parts_[run.tail].next) = part;
    run.tail = part;
    return putBody(element, part);
  }
  if (belt.hasStops()) [[unlikely]]
    return startBeforeStops(element, part);
  if (run.head == kNone) {
    run.head = part;
    run.exit_at = run.last_entry + belt.transit;
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

inline void Simulator::onConveyorEvent(Index element, Index slot) {
  const ElementModel& model = model_.elements[element];
  if (slot == model.first_slot) return onExitEvent(element);
  if (slot == model_.shifts[element].slot) return onShift(element);
  if (slot != model.first_slot + 1) return onStopEvent(element, slot - model.first_slot - 2);
  conveyors_[model.detail].is_entry_clear = true;
  if (elements_[element].reserved > 0 && unloadAtEntry(element)) return;
  requestPull(element);
}

/// The first part is at the exit.
inline void Simulator::onExitEvent(Index element) {
  const ElementModel& model = model_.elements[element];
  ConveyorRun& run = conveyors_[model.detail];
  const Index part = run.head;
  const Index route_class = classOf(element, parts_[part].part_type);
  parts_[part].route_class = static_cast<std::uint16_t>(route_class);
  const Index flow = openFlow(element, route_class, part);
  if (flow != kNone && !isByVehicle(flow)) {
    leave(element, part);
    advanceConveyor(element, flow);
    enter(flow, part);
    return;
  }
  run.is_front_at_exit = run.is_front_ready = true;
  run.ready_at = now_;
  setState(model.places.begin, State::Blocked);
  if (model_.conveyors[model.detail].hasStops()) [[unlikely]] {
    standStill(element);
  } else if (!model_.conveyors[model.detail].is_accumulating && !run.is_moved) {
    run.stopped_at = now_;
    calendar_.cancel(model.first_slot + 1);
  }
  if (flow != kNone) book(flow);
}

/// The first part has gone by this flow (kNone: on a vehicle): the belt moves on, unless it is off.
inline void Simulator::advanceConveyor(Index element, Index flow) {
  const ElementModel& model = model_.elements[element];
  const ConveyorModel& belt = model_.conveyors[model.detail];
  ConveyorRun& run = conveyors_[model.detail];
  if (run.is_moved) [[unlikely]]
    return takeBody(element, flow);
  if (belt.hasStops()) [[unlikely]]
    return advancePastStops(element);
  run.is_front_at_exit = run.is_front_ready = false;
  run.head = parts_[run.head].next;
  if (run.head != kNone) {
    const Ticks carried = parts_[run.head].key + belt.transit;
    run.exit_at = belt.is_accumulating ? std::max(carried, beltTime(run) + belt.gap) : carried;
  }
  if (elements_[element].is_off) return;
  if (run.stopped_at >= 0) resumeEntry(element);
  if (run.head != kNone) schedule(model.first_slot, now_ + run.exit_at - beltTime(run), kCompletion);
  setState(model.places.begin, run.head == kNone ? State::Idle : State::Busy);
  if (!elements_[element].is_open && hasRoom(element)) requestPull(element);
}

/// Belt time runs again.
inline void Simulator::resumeEntry(Index element) {
  const ElementModel& model = model_.elements[element];
  ConveyorRun& run = conveyors_[model.detail];
  run.stopped_total += now_ - run.stopped_at;
  run.stopped_at = -1;
  if (run.is_entry_clear) return;
  const Ticks clear_at = run.last_entry + model_.conveyors[model.detail].gap;
  schedule(model.first_slot + 1, now_ + clear_at - beltTime(run), kCompletion);
}

inline Index Simulator::releaseFromConveyor(Index flow) {
  const Index element = model_.flows[flow].from;
  const Index part = conveyors_[model_.elements[element].detail].head;
  leave(element, part);
  advanceConveyor(element, flow);
  return part;
}

}  // namespace mw::events
