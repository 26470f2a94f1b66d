// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>

#include "core/events/elements/routing.h"

namespace mw::events {

/// Creates parts: by interarrival times, by a schedule, or one whenever it is taken (unlimited supply). What finds no
/// room waits outside, per route in order of arrival, or is lost.
///
/// Outside its working hours it is off: nothing arrives and nothing that waits outside goes in. Interarrival times pass
/// in working hours only (a renewal process of open time); what a schedule names for a closed hour comes at the next
/// opening. A limit ends the creation in the middle of an arrival's batch.
/// States: busy while arrivals are due, blocked while a part waits outside, idle when its limit is reached, off.
///
///   {"id": "src", "type": "source", "part": "housing",
///    "interarrival": {"dist": "exponential", "mean_s": 60}, "batch": 1, "on_full": "wait"}
///   {"id": "dock", "type": "source", "schedule": [{"t_s": 0, "part": "housing", "count": 12}, {"t_s": 3600}]}
inline void Simulator::startSource(Index element) {
  const ElementModel& model = model_.elements[element];
  const SourceModel& source = model_.sources[model.detail];
  sources_[model.detail].left = source.limit;
  if (source.is_unlimited) {
    drawNextPart(element);
    if (elements_[element].is_off) std::swap(sources_[model.detail].left, sources_[model.detail].hidden);
    return;
  }
  if (source.is_planned) {
    planArrival(element, source.first_at);
  } else {
    const Ticks first = source.first_at >= 0 ? source.first_at : draw(source.interarrival, source.arrival_stream);
    schedule(model.first_slot, first, kArrival);
  }
  updateSourceState(element);
}

inline std::uint16_t Simulator::drawPartType(const SourceModel& source) {
  if (source.part_stream == kNone) return source.part_types.front();
  const double u = streams_[source.part_stream].uniform();
  const auto at = std::upper_bound(source.cumulative_shares.begin(), source.cumulative_shares.end() - 1, u);
  return source.part_types[static_cast<std::size_t>(at - source.cumulative_shares.begin())];
}

inline void Simulator::drawNextPart(Index element) {
  SourceRun& run = sources_[model_.elements[element].detail];
  run.next_part_type = drawPartType(model_.sources[model_.elements[element].detail]);
  run.next_class = static_cast<std::uint16_t>(classOf(element, run.next_part_type));
}

inline void Simulator::onArrival(Index element, Index slot) {
  const ElementModel& model = model_.elements[element];
  const SourceModel& source = model_.sources[model.detail];
  if (source.is_planned) return onPlannedEvent(element, slot);
  SourceRun& run = sources_[model.detail];
  const std::int64_t count = std::min(source.batch, run.left);
  run.left -= count;
  for (std::int64_t i = 0; i < count; ++i) {
    arriveOutside(element);
    if (count > 1) drain();
  }
  if (run.left > 0) {
    schedule(model.first_slot, now_ + draw(source.interarrival, source.arrival_stream), kArrival);
  } else {
    updateSourceState(element);
  }
}

inline void Simulator::arriveOutside(Index element) {
  arriveOutsideAs(element, drawPartType(model_.sources[model_.elements[element].detail]));
}

inline void Simulator::arriveOutsideAs(Index element, std::uint16_t part_type) {
  const ElementModel& model = model_.elements[element];
  const SourceModel& source = model_.sources[model.detail];
  sources_[model.detail].next_part_type = part_type;
  const Index route_class = classOf(element, part_type);
  const Index flow = openFlow(element, route_class, kNone);
  if (flow == kNone && source.loses) {
    ++part_types_[part_type].lost;
    return;
  }
  const Index part = createPart(element, part_type);
  parts_[part].route_class = static_cast<std::uint16_t>(route_class);
  if (flow != kNone && !isByVehicle(flow)) {
    sendIn(flow, part);
    return;
  }
  parts_[part].key = ++entries_;
  appendToLane(lanes_[model.lanes_begin + route_class], part, false);
  setState(model.places.begin, State::Blocked);
  if (flow != kNone) book(flow);
}

/// Into the first element: the lead time begins.
inline void Simulator::sendIn(Index flow, Index part) {
  leave(model_.flows[flow].from, part);
  comeIn(part);
  enter(flow, part);
}

/// At the start: fills what is open.
inline void Simulator::offerSupply(Index element) {
  const ElementModel& model = model_.elements[element];
  SourceRun& run = sources_[model.detail];
  while (run.left > 0) {
    Index flow = openFlow(element, run.next_class, kNone);
    if (flow != kNone && isByVehicle(flow) && isSaturated(flow)) flow = openUnsaturatedFlow(element, run.next_class);
    if (flow == kNone) break;
    hand(flow);
    drain();
  }
  updateSourceState(element);
}

inline void Simulator::updateSourceState(Index element) {
  const ElementModel& model = model_.elements[element];
  if (elements_[element].is_off) return setState(model.places.begin, State::Off);
  const bool is_unlimited = model_.sources[model.detail].is_unlimited;
  const bool has_more = sources_[model.detail].left > 0;
  const bool is_waiting = elements_[element].content > 0 || (is_unlimited && has_more);
  setState(model.places.begin, is_waiting ? State::Blocked : has_more ? State::Busy : State::Idle);
}

inline Index Simulator::releaseFromSource(Index flow) {
  const Index part = takeFromOutside(flow);
  departFromSource(model_.flows[flow].from, part);
  return part;
}

/// The part that goes next, which is still outside.
inline Index Simulator::takeFromOutside(Index flow) {
  const Index element = model_.flows[flow].from;
  const ElementModel& model = model_.elements[element];
  SourceRun& run = sources_[model.detail];
  if (!model_.sources[model.detail].is_unlimited) return popFromLane(lanes_[bestLane(flow)]);
  const Index part = createPart(element, run.next_part_type);
  parts_[part].route_class = run.next_class;
  run.last_departure = now_;
  if (--run.left > 0) drawNextPart(element);
  return part;
}

inline void Simulator::departFromSource(Index element, Index part) {
  leave(element, part);
  comeIn(part);
  if (elements_[element].content == 0) updateSourceState(element);
}

}  // namespace mw::events
