// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "core/events/elements/elements.h"

namespace mw::events {

/// Working hours of sources, buffers, storages, conveyors and sinks: outside them an element is off, it neither takes
/// nor gives.
///
/// The parts of sources and buffers are hidden from all who ask for them: its lanes are swapped with empty ones until
/// it opens, so that an element that is on costs nothing. At an instant the ends of processes come before a calendar,
/// arrivals after it: what ends with the shift is done, what arrives at its very end finds it closed.
void Simulator::startShifts(Index element) {
  const factory::WorkCalendar& calendar = model_.calendars[model_.shifts[element].calendar];
  elements_[element].is_off = !calendar.isOpen(SimTime());
  const ElementModel& model = model_.elements[element];
  if (elements_[element].is_off) {
    setState(model.places.begin, State::Off);
    if (model.kind == ElementKind::Conveyor) {
      conveyors_[model.detail].stopped_at = now_;
      if (conveyors_[model.detail].is_moved) mover_->setOn(element, false);
    }
  }
  scheduleShift(element);
}

void Simulator::scheduleShift(Index element) {
  const SimTime next = model_.calendars[model_.shifts[element].calendar].nextChange(SimTime::fromTicks(now_));
  schedule(model_.shifts[element].slot, next.ticks(), kCalendar);
}

void Simulator::onShift(Index element) {
  ElementRun& run = elements_[element];
  const ElementModel& model = model_.elements[element];
  run.is_off = !run.is_off;
  scheduleShift(element);
  if (run.is_off) {
    run.is_open = false;
    setState(model.places.begin, State::Off);
  }
  switch (model.kind) {
    case ElementKind::Source:
      return shiftSource(element);
    case ElementKind::Sink:
      if (run.is_off) return;
      setState(model.places.begin, State::Idle);
      return requestPull(element);
    case ElementKind::TimedBuffer:
      return shiftTimedBuffer(element);
    case ElementKind::Storage:
      return shiftStorage(element);
    case ElementKind::Conveyor:
      return shiftConveyor(element);
    case ElementKind::Buffer:
    case ElementKind::Station:
    case ElementKind::Workstation:  // knows its places' hours itself
    case ElementKind::Vehicles:
      return;
  }
}

/// Takes the parts that wait in an element's lanes out of sight, or back.
void Simulator::swapLanes(Index element) {
  const ElementModel& model = model_.elements[element];
  const auto begin = lanes_.begin() + model.lanes_begin;
  std::swap_ranges(begin, begin + model.classes * model.levels, hidden_lanes_.begin() + model.lanes_begin);
}

/// Sends on the parts in an element's lanes for which an element is open, in their order.
void Simulator::sendWaiting(Index element) {
  while (true) {
    const Index part = firstToSend(element).part;
    if (part == kNone) return;
    hand(openFlow(element, parts_[part].route_class, part));
  }
}

/// The first part, by level and order, that an open element takes, if there is one.
Simulator::Offer Simulator::firstToSend(Index element) const {
  const ElementModel& model = model_.elements[element];
  const bool is_lifo = isLifo(model);
  for (Index level = 0; level < model.levels; ++level) {
    Offer best;
    for (Index route_class = 0; route_class < model.classes; ++route_class) {
      const Index lane = model.lanes_begin + route_class * model.levels + level;
      const Offer offer =
          firstInLane(lane, isMixed(element, route_class), [&](Index part) { return hasOpenFlow(element, part); });
      if (offer.part == kNone) continue;
      if (best.part != kNone && (parts_[offer.part].key > parts_[best.part].key) != is_lifo) continue;
      best = offer;
    }
    if (best.part != kNone) return best;
  }
  return {};
}

/// Whether parts of this class may differ in the cards that they need.
bool Simulator::isMixed(Index element, Index route_class) const {
  const ElementModel& model = model_.elements[element];
  if (model.routing != RoutingRule::Gated) return false;
  const Route route = model_.routes[model.first_route + route_class];
  return std::any_of(model_.route_flows.begin() + route.begin, model_.route_flows.begin() + route.end, [&](Index flow) {
    const Index control = model_.flows[flow].control;
    return control != kNone && model_.flow_controls[control].is_mixed;
  });
}

bool Simulator::hasOpenFlow(Index element, Index part) const {
  const PartRun& run = parts_[part];
  const Route route = model_.routes[model_.elements[element].first_route + run.route_class];
  for (Index i = route.begin; i < route.end; ++i) {
    const Index flow = model_.route_flows[i];
    const Index to = model_.flows[flow].to;
    if (!isOpenFor(flow) || !mayPass(flow, part, run.part_type)) continue;
    if (!model_.elements[to].is_selective || takes(to, run.part_type)) return true;
  }
  return false;
}

/// Its shift has begun or ended.
void Simulator::shiftSource(Index element) {
  const ElementModel& model = model_.elements[element];
  swapLanes(element);
  if (!model_.sources[model.detail].is_unlimited) {
    if (!elements_[element].is_off) sendWaiting(element);
    return updateSourceState(element);
  }
  std::swap(sources_[model.detail].left, sources_[model.detail].hidden);
  offerSupply(element);
}

/// Its shift has begun or ended. What does not accumulate and waits to be taken stands still afterwards too.
void Simulator::shiftConveyor(Index element) {
  const ElementModel& model = model_.elements[element];
  const ConveyorModel& belt = model_.conveyors[model.detail];
  ConveyorRun& run = conveyors_[model.detail];
  if (run.is_moved) return shiftMoved(element);
  if (belt.hasStops()) return shiftStops(element);
  if (elements_[element].is_off) {
    if (run.stopped_at < 0) run.stopped_at = now_;
    calendar_.cancel(model.first_slot);
    calendar_.cancel(model.first_slot + 1);
    return;
  }
  const State in_use = run.is_front_at_exit ? State::Blocked : State::Busy;
  setState(model.places.begin, run.head == kNone ? State::Idle : in_use);
  if (!run.is_front_at_exit || belt.is_accumulating) resumeEntry(element);
  if (run.is_front_ready) {
    const Index flow = openFlow(element, parts_[run.head].route_class, run.head);
    if (flow != kNone) hand(flow);
  } else if (run.head != kNone && !run.is_front_at_exit) {
    schedule(model.first_slot, now_ + run.exit_at - beltTime(run), kCompletion);
  }
  if (run.is_entry_clear && elements_[element].reserved > 0 && unloadAtEntry(element)) return;
  requestPull(element);
}

}  // namespace mw::events
