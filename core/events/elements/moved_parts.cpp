// SPDX-License-Identifier: Apache-2.0
#include "core/base/error.h"
#include "core/events/elements/elements.h"

// Conveyors whose parts a PartMover moves, and a run that is advanced from outside.

namespace mw::events {

void Simulator::beginWith(const MovedElements& moved) {
  mover_ = moved.conveyor_mover;
  work_mover_ = moved.work_mover;
  for (const Index element : moved.conveyors) conveyors_[model_.elements[element].detail].is_moved = true;
  for (const Index element : moved.robots) {
    const ElementModel& model = model_.elements[element];
    MW_REQUIRE(model.kind == ElementKind::Workstation && model.places.size() == 1);
    workstations_[model.detail].is_moved = true;
  }
  if (transport_ && moved.vehicle_mover != nullptr) transport_->setMover(*moved.vehicle_mover);
  start();
  drain();
}

void Simulator::advance(Ticks to) {
  const Ticks warmup = settings_.warmup.ticks();
  if (measured_from_ < warmup && warmup <= to) {
    runUntil(warmup, false, {});
    moveClock(warmup);
    beginMeasuring();
  }
  runUntil(to, true, {});
  moveClock(to);
}

void Simulator::moveClock(Ticks to) {
  if (to == now_) return;
  now_ = to;
  at_instant_ = 0;
  instant_trail_.clear();
}

/// The part is on the belt's list already as its last.
void Simulator::putBody(Index element, Index part) {
  ConveyorRun& run = conveyors_[model_.elements[element].detail];
  run.is_entry_clear = run.is_last_by_arm = false;
  run.entry_of = kNone;
  elements_[element].is_open = false;
  if (run.head == part) setState(model_.elements[element].places.begin, State::Busy);
  if (model_.conveyors[model_.elements[element].detail].hasStops()) enterSection(element, 0, part);
  mover_->put(element, {parts_[part].number, parts_[part].part_type}, SimTime::fromTicks(now_));
}

/// The first part has gone by this flow, kNone: on a vehicle.
void Simulator::takeBody(Index element, Index flow) {
  ConveyorRun& run = conveyors_[model_.elements[element].detail];
  const std::uint32_t part = parts_[run.head].number;
  if (flow != kNone && isMovedRobot(model_.flows[flow].to)) {
    mover_->leaveTo(model_.flows[flow].to, element, part, SimTime::fromTicks(now_));
  } else {
    mover_->take(element, part, SimTime::fromTicks(now_));
  }
  const Index gone = run.head;
  run.is_front_at_exit = run.is_front_ready = false;
  run.head = parts_[run.head].next;
  leaveMovedSection(element, gone);
  settleMoved(element);
}

/// A part is off the belt: state and room as they are without it.
void Simulator::settleMoved(Index element) {
  const ConveyorRun& run = conveyors_[model_.elements[element].detail];
  if (elements_[element].is_off) return;
  const State in_use = run.is_front_at_exit ? State::Blocked : State::Busy;
  setState(model_.elements[element].places.begin, run.head == kNone ? State::Idle : in_use);
  if (!elements_[element].is_open && hasRoom(element)) requestPull(element);
}

/// Takes the part out of the belt's list.
/// @returns kNone where it is not on the belt
Index Simulator::unlinkMoved(ConveyorRun& run, std::uint32_t number) {
  Index before = kNone;
  Index part = run.head;
  while (part != kNone && parts_[part].number != number) {
    before = part;
    part = parts_[part].next;
  }
  if (part == kNone) return kNone;
  (before == kNone ? run.head : parts_[before].next) = parts_[part].next;
  if (run.tail == part) run.tail = before;
  return part;
}

void Simulator::bodyAtExit(Index element, std::uint32_t number) {
  ConveyorRun& run = conveyors_[model_.elements[element].detail];
  if (run.is_front_at_exit) return;  // another waits there
  const Index part = unlinkMoved(run, number);
  if (part == kNone) return;
  parts_[part].next = run.head;
  if (run.head == kNone) run.tail = part;
  run.head = part;
  countAtInstant(element);
  if (elements_[element].is_off) {
    parts_[part].route_class = static_cast<std::uint16_t>(classOf(element, parts_[part].part_type));
    run.is_front_at_exit = run.is_front_ready = true;
    run.ready_at = now_;
  } else {
    onExitEvent(element);
  }
  drain();
}

/// Told again and again while it stands there.
void Simulator::bodyAtStop(Index element, Index stop, std::uint32_t number) {
  const Index detail = model_.elements[element].detail;
  const Index first_stop = model_.conveyors[detail].stops.begin;
  if (stops_[first_stop + stop].held != kNone) return;
  Index part = conveyors_[detail].head;
  while (part != kNone && parts_[part].number != number) part = parts_[part].next;
  if (part == kNone || parts_[part].key != stop) return;
  countAtInstant(element);
  holdAt(element, stop, part);
  drain();
}

void Simulator::clearEntry(Index element) {
  ConveyorRun& run = conveyors_[model_.elements[element].detail];
  if (run.is_entry_clear) return;
  run.is_entry_clear = true;
  if (elements_[element].is_off) return;  // shiftMoved() goes on
  offerEntry(element);
  drain();
}

/// Whose part comes next where the entry is clear. Arms that hold theirs over it and what waits elsewhere go in order
/// of asking, larger priorities first; arms, and vehicles and cranes that wait with theirs, take turns.
void Simulator::offerEntry(Index element) {
  ConveyorRun& run = conveyors_[model_.elements[element].detail];
  if (run.entry_of != kNone || elements_[element].promised > 0) return;
  if (elements_[element].reserved == 0) return requestPull(element);
  if (run.is_last_by_arm && unloadAtEntry(element)) return;
  const Index robot = armAtEntry(element);
  if (robot != kNone) {
    run.entry_of = robot;
    elements_[element].is_open = false;
    return startPutDown(robot, model_.elements[robot].places.begin);
  }
  if (run.is_last_by_arm || !unloadAtEntry(element)) requestPull(element);
}

/// The robot whose arm is to have the entry; kNone where others come before it or none waits.
Index Simulator::armAtEntry(Index element) {
  const Range in = model_.elements[element].flows_in;
  Index first = kNone;
  Ticks since = kNeverTicks;
  for (Index i = in.begin; i < in.end; ++i) {
    const Index flow = model_.flows_in[i];
    if (first != kNone && model_.flows[flow].priority < model_.flows[first].priority) break;
    Ticks asked = kNeverTicks;
    if (isByArm(flow)) {
      asked = entryAskedFor(flow);
    } else if (!model_.flows[flow].is_kept) {
      asked = readySince(flow);
    }
    if (asked >= since) continue;
    first = flow;
    since = asked;
  }
  return first != kNone && isByArm(first) ? model_.flows[first].from : kNone;
}

bool Simulator::dropBody(Index element, std::uint32_t number) {
  ConveyorRun& run = conveyors_[model_.elements[element].detail];
  const bool is_front = run.head != kNone && parts_[run.head].number == number;
  if (is_front && run.is_front_at_exit && !run.is_front_ready) return false;  // called for
  const Index part = unlinkMoved(run, number);
  if (part == kNone) return false;
  if (is_front) run.is_front_at_exit = run.is_front_ready = false;
  leave(element, part);
  leaveMovedSection(element, part);
  scrapPart(element, part);
  settleMoved(element);
  drain();
  return true;
}

/// The part, with all that is in it, is spoilt and out of the factory.
void Simulator::scrapPart(Index element, Index part) {
  const auto here = static_cast<std::int32_t>(element);
  if (has_extras_ && parts_[part].born == PartRun::kCarrier) {
    for (Index member = extras_[part].members; member != kNone;) {
      const Index next = parts_[member].next;
      if (recording_ != nullptr) noteMove(member, PartMove::kNowhere, here, true);
      scrapPart(element, member);
      member = next;
    }
    if (recording_ != nullptr) noteMove(part, here, PartMove::kNowhere, true);
    return destroyPart(part);
  }
  ++part_types_[parts_[part].part_type].scrapped;
  goOut(part);
  if (recording_ != nullptr) noteMove(part, here, PartMove::kNowhere);
  destroyPart(part);
}

/// Its working hours have begun or ended.
void Simulator::shiftMoved(Index element) {
  const ConveyorRun& run = conveyors_[model_.elements[element].detail];
  const bool is_on = !elements_[element].is_off;
  mover_->setOn(element, is_on);
  if (!is_on) return;
  const State in_use = run.is_front_at_exit ? State::Blocked : State::Busy;
  setState(model_.elements[element].places.begin, run.head == kNone ? State::Idle : in_use);
  if (run.is_front_ready) {
    const Index flow = openFlow(element, parts_[run.head].route_class, run.head);
    if (flow != kNone) hand(flow);
  }
  letPassAll(element);
  run.is_entry_clear ? offerEntry(element) : requestPull(element);
}

}  // namespace mw::events
