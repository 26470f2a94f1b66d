// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "core/events/elements/elements.h"

namespace mw::events {
namespace {

constexpr Ticks kSameInstant = 1'000;  // two parts that come to two stops at once: what rounding keeps them apart

}  // namespace

/// Stops cut a conveyor into sections. Each is a conveyor of its own: a part comes to the end of its section at
///
///   max(entry + way / speed, passing of the one before + pitch / speed)     accumulating
///   entry + way / speed, in belt time                                       else: the belt stands while a stop holds
///
/// Ways count from front to front; a part enters with half its length on the belt. A stop lets its part go when its
/// hold is over, its interval has passed since the last one, and fewer than its limit are in the section behind it,
/// which an accumulating belt fills at most with length / pitch of them. One part at a time passes: the next one
/// comes a pitch later. A hold goes on in closed hours, but nothing passes then.
///
///   "stops": [{"id": "scan", "at_m": 3, "hold": 4}, {"id": "release", "at_m": 5, "interval_s": 10, "at_most": 2}]
bool Simulator::hasRoomBeforeStops(Index element) const {
  const ConveyorModel& belt = model_.conveyors[model_.elements[element].detail];
  const auto reserved = static_cast<std::uint64_t>(elements_[element].reserved);
  return !belt.is_accumulating || sections_[belt.first_section].count + reserved < belt.entry_room.limit();
}

void Simulator::startBeforeStops(Index element, Index part) {
  const ElementModel& model = model_.elements[element];
  const ConveyorModel& belt = model_.conveyors[model.detail];
  ConveyorRun& run = conveyors_[model.detail];
  if (run.head == kNone) setState(model.places.begin, State::Busy);
  (run.head == kNone ? run.head : parts_[run.tail].next) = part;
  run.tail = part;
  run.is_entry_clear = false;
  elements_[element].is_open = false;
  enterSection(element, 0, part);
  if (!isOverfull(belt, 0) && run.stopped_at < 0) schedule(model.first_slot + 1, now_ + belt.gap, kCompletion);
}

const SectionRoom& Simulator::roomOf(const ConveyorModel& belt, Index number) const {
  return number == 0 ? belt.entry_room : model_.stops[belt.stops.begin + number - 1].room;
}

/// Whether one in the section may stand with its front only: what is behind it comes no further until one goes.
bool Simulator::isOverfull(const ConveyorModel& belt, Index number) const {
  return sections_[belt.first_section + number].count > roomOf(belt, number).whole;
}

/// One has gone from a section that was overfull: what is behind it moves on as soon as it leaves its place.
void Simulator::freePlaceBehind(Index element, Index number) {
  const ElementModel& model = model_.elements[element];
  const ConveyorModel& belt = model_.conveyors[model.detail];
  ConveyorRun& run = conveyors_[model.detail];
  const Ticks free_at = beltTime(run) + roomOf(belt, number).rest_out;
  if (number > 0) {
    SectionRun& behind = section(belt, number - 1);
    behind.due = std::max(behind.due, free_at);
    const bool is_held = stops_[belt.stops.begin + number - 1].held != kNone;
    if (behind.head != kNone && !is_held) scheduleSection(element, number - 1);
    return;
  }
  run.last_entry = std::max(run.last_entry, free_at - belt.gap);
  if (run.is_entry_clear || run.stopped_at >= 0) return;
  schedule(model.first_slot + 1, now_ + std::max(run.last_entry + belt.gap - beltTime(run), Ticks{0}), kCompletion);
}

/// Behind those that are there. Of a part that is moved from outside, the number of its section is kept.
void Simulator::enterSection(Index element, Index number, Index part) {
  const Index detail = model_.elements[element].detail;
  const ConveyorModel& belt = model_.conveyors[detail];
  const ConveyorRun& run = conveyors_[detail];
  SectionRun& here = section(belt, number);
  ++here.count;
  parts_[part].key = run.is_moved ? Ticks{number} : beltTime(run);
  if (run.is_moved || here.count > 1) return;
  here.head = part;
  here.due = parts_[part].key + travelTo(belt, number, part);
  scheduleSection(element, number);
}

Ticks Simulator::travelTo(const ConveyorModel& belt, Index number, Index part) const {
  const Ticks half = belt.half_part[parts_[part].part_type];
  const bool is_last = number == belt.stops.size();
  Ticks travel = is_last ? belt.last_travel + half : model_.stops[belt.stops.begin + number].travel;
  if (number == 0) travel -= half;
  return std::max(travel, Ticks{0});
}

/// Its first part goes on to the next section, or off the belt.
void Simulator::leaveSection(Index element, Index number, Index part) {
  const Index detail = model_.elements[element].detail;
  const ConveyorModel& belt = model_.conveyors[detail];
  SectionRun& here = section(belt, number);
  const bool was_overfull = isOverfull(belt, number);
  --here.count;
  if (conveyors_[detail].is_moved) return;
  if (was_overfull) freePlaceBehind(element, number);
  here.head = here.count > 0 ? parts_[part].next : kNone;
  if (here.head == kNone) return;
  here.due = parts_[here.head].key + travelTo(belt, number, here.head);
  if (belt.is_accumulating) here.due = std::max(here.due, beltTime(conveyors_[detail]) + belt.gap);
  scheduleSection(element, number);
}

void Simulator::scheduleSection(Index element, Index number) {
  const ElementModel& model = model_.elements[element];
  const ConveyorModel& belt = model_.conveyors[model.detail];
  const ConveyorRun& run = conveyors_[model.detail];
  const Ticks left = section(belt, number).due - beltTime(run);
  if (elements_[element].is_off || (run.stopped_at >= 0 && left > kSameInstant)) return;
  const bool is_last = number == belt.stops.size();
  if (!is_last && isOverfull(belt, number + 1)) return;
  schedule(model.first_slot + (is_last ? 0 : 2 + number), now_ + std::max(left, Ticks{0}), kCompletion);
}

void Simulator::onStopEvent(Index element, Index stop) {
  const ConveyorModel& belt = model_.conveyors[model_.elements[element].detail];
  const bool is_held = stops_[belt.stops.begin + stop].held != kNone;
  if (is_held || conveyors_[model_.elements[element].detail].is_moved) return letPass(element, stop);
  holdAt(element, stop, section(belt, stop).head);
}

void Simulator::holdAt(Index element, Index stop, Index part) {
  const Index index = model_.conveyors[model_.elements[element].detail].stops.begin + stop;
  const StopModel& model = model_.stops[index];
  stops_[index].held = part;
  stops_[index].until = now_ + draw(model.hold.of(parts_[part].part_type), model.hold_stream);
  letPass(element, stop);
}

/// Lets the part go that is held, if there is one, as soon as it may.
void Simulator::letPass(Index element, Index stop) {
  const ElementModel& model = model_.elements[element];
  const ConveyorModel& belt = model_.conveyors[model.detail];
  const StopModel& blade = model_.stops[belt.stops.begin + stop];
  const StopRun& run = stops_[belt.stops.begin + stop];
  if (run.held == kNone || elements_[element].is_off) return;
  const bool is_moved = conveyors_[model.detail].is_moved;
  if (const Ticks due = std::max(run.until, run.free_at); now_ < due) {
    schedule(model.first_slot + 2 + stop, due, kCompletion);
    if (!is_moved) standStill(element);
    return;
  }
  // Asked again when one leaves the section behind.
  if (section(belt, stop + 1).count < (is_moved ? blade.at_most : std::min(blade.at_most, blade.room.limit())))
    passStop(element, stop);
}

void Simulator::passStop(Index element, Index stop) {
  const ElementModel& model = model_.elements[element];
  const ConveyorModel& belt = model_.conveyors[model.detail];
  StopRun& run = stops_[belt.stops.begin + stop];
  const Index part = run.held;
  run.held = kNone;
  run.free_at = now_ + model_.stops[belt.stops.begin + stop].interval;
  // One behind made room at the very instant at which the hold ends: that event is not for whoever comes next.
  calendar_.cancel(model.first_slot + 2 + stop);
  const bool is_moved = conveyors_[model.detail].is_moved;
  if (is_moved) mover_->pass(element, stop, parts_[part].number, SimTime::fromTicks(now_));
  enterSection(element, stop + 1, part);
  leaveSection(element, stop, part);
  if (stop > 0) letPass(element, stop - 1);
  if (is_moved) return;
  goOn(element);
  if (stop == 0 && !elements_[element].is_open && hasRoom(element)) requestPull(element);
}

/// From the exit on, so that each finds the room that the next one leaves.
void Simulator::letPassAll(Index element) {
  const Index stops = model_.conveyors[model_.elements[element].detail].stops.size();
  for (Index left = stops; left > 0; --left) letPass(element, left - 1);
}

/// While a stop holds, or the first part waits at the exit, a belt that does not accumulate stands. What comes to
/// another stop at that very instant has come.
void Simulator::standStill(Index element) {
  const ElementModel& model = model_.elements[element];
  const ConveyorModel& belt = model_.conveyors[model.detail];
  ConveyorRun& run = conveyors_[model.detail];
  if (belt.is_accumulating || run.is_moved || run.stopped_at >= 0) return;
  run.stopped_at = now_;
  calendar_.cancel(model.first_slot + 1);
  for (Index number = 0; number <= belt.stops.size(); ++number) {
    const SectionRun& here = section(belt, number);
    const bool is_last = number == belt.stops.size();
    const bool has_come = is_last ? run.is_front_at_exit : stops_[belt.stops.begin + number].held != kNone;
    if (here.head == kNone || has_come || here.due - beltTime(run) <= kSameInstant) continue;
    calendar_.cancel(model.first_slot + (is_last ? 0 : 2 + number));
  }
}

/// The belt runs again, unless something else holds it.
void Simulator::goOn(Index element) {
  const ElementModel& model = model_.elements[element];
  const ConveyorModel& belt = model_.conveyors[model.detail];
  ConveyorRun& run = conveyors_[model.detail];
  if (run.stopped_at < 0 || elements_[element].is_off) return;
  const auto begin = stops_.begin() + belt.stops.begin;
  const bool is_held = std::any_of(begin, begin + belt.stops.size(), [](const StopRun& s) { return s.held != kNone; });
  if (!belt.is_accumulating && (is_held || run.is_front_at_exit)) return;
  resumeEntry(element);
  if (isOverfull(belt, 0)) calendar_.cancel(model.first_slot + 1);
  for (Index number = 0; number <= belt.stops.size(); ++number) {
    const bool is_last = number == belt.stops.size();
    const bool has_come = is_last ? run.is_front_at_exit : stops_[belt.stops.begin + number].held != kNone;
    if (section(belt, number).head != kNone && !has_come) scheduleSection(element, number);
  }
}

/// The first part has gone.
void Simulator::advancePastStops(Index element) {
  const ElementModel& model = model_.elements[element];
  const ConveyorModel& belt = model_.conveyors[model.detail];
  ConveyorRun& run = conveyors_[model.detail];
  const Index gone = run.head;
  run.is_front_at_exit = run.is_front_ready = false;
  run.head = parts_[gone].next;
  leaveSection(element, belt.stops.size(), gone);
  if (elements_[element].is_off) return;
  goOn(element);
  setState(model.places.begin, run.head == kNone ? State::Idle : State::Busy);
  letPassAll(element);
  if (!elements_[element].is_open && hasRoom(element)) requestPull(element);
}

/// The working hours of a conveyor with stops have begun or ended.
void Simulator::shiftStops(Index element) {
  const ElementModel& model = model_.elements[element];
  const ConveyorModel& belt = model_.conveyors[model.detail];
  ConveyorRun& run = conveyors_[model.detail];
  if (elements_[element].is_off) {
    if (run.stopped_at < 0) run.stopped_at = now_;
    for (Index slot = 0; slot < 2 + belt.stops.size(); ++slot) calendar_.cancel(model.first_slot + slot);
    return;
  }
  const State in_use = run.is_front_at_exit ? State::Blocked : State::Busy;
  setState(model.places.begin, run.head == kNone ? State::Idle : in_use);
  goOn(element);
  if (run.is_front_ready) {
    const Index flow = openFlow(element, parts_[run.head].route_class, run.head);
    if (flow != kNone) hand(flow);
  }
  letPassAll(element);
  if (run.is_entry_clear && elements_[element].reserved > 0 && unloadAtEntry(element)) return;
  requestPull(element);
}

/// A part that is moved from outside is off the belt.
void Simulator::leaveMovedSection(Index element, Index part) {
  const ElementModel& model = model_.elements[element];
  const ConveyorModel& belt = model_.conveyors[model.detail];
  if (!belt.hasStops()) return;
  const auto number = static_cast<Index>(parts_[part].key);
  --section(belt, number).count;
  if (number < belt.stops.size() && stops_[belt.stops.begin + number].held == part) {
    stops_[belt.stops.begin + number].held = kNone;
    calendar_.cancel(model.first_slot + 2 + number);
  }
  if (number > 0) letPass(element, number - 1);
}

}  // namespace mw::events
