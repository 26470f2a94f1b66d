// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/events/elements/routing.h"

namespace mw::events {

/// Holds parts. The part that leaves is the first in its order (oldest, newest, or that which came over the flow with
/// the largest priority) among those for which an element has room: a rack, not a pipe.
/// States: busy while it holds parts, idle while empty. With a minimum stay or working hours: timed_buffer.cpp.
///
///   {"id": "b1", "type": "buffer", "capacity": 10, "order": "fifo"}
inline void Simulator::acceptInBuffer(Index flow, Index part) {
  const Index element = model_.flows[flow].to;
  const ElementModel& model = model_.elements[element];
  ElementRun& run = elements_[element];
  const Index route_class = classOf(element, parts_[part].part_type);
  const Index onward = openFlow(element, route_class, part);
  if (onward != kNone && !isByVehicle(onward)) {
    parts_[part].arrived = now_;
    ++run.in;
    ++run.out;
    enter(onward, part);
    return;
  }
  arrive(element, part);
  parts_[part].key = ++entries_;
  parts_[part].route_class = static_cast<std::uint16_t>(route_class);
  const bool is_lifo = model_.buffers[model.detail].order == BufferOrder::Lifo;
  appendToLane(lanes_[model.lanes_begin + route_class * model.levels + model_.flows[flow].level * (model.levels > 1)],
               part, is_lifo);
  setState(model.places.begin, State::Busy);
  run.is_open = !run.is_pull_pending && hasRoom(element);
  if (onward != kNone) book(onward);
}

inline void Simulator::appendToLane(LaneRun& lane, Index part, bool at_head) {
  if (lane.head == kNone) {
    parts_[part].next = kNone;
    lane.head = lane.tail = part;
  } else if (at_head) {
    parts_[part].next = lane.head;
    lane.head = part;
  } else {
    parts_[part].next = kNone;
    parts_[lane.tail].next = part;
    lane.tail = part;
  }
}

inline Index Simulator::popFromLane(LaneRun& lane) {
  const Index part = lane.head;
  lane.head = parts_[part].next;
  return part;
}

/// The first part of a lane, in its order, that may go, and the part ahead of it.
/// @param is_mixed  parts in one lane may differ in what they need: else the first part speaks for all
template <class MayGo>
inline Simulator::Offer Simulator::firstInLane(Index lane_index, bool is_mixed, MayGo may_go) const {
  const LaneRun& lane = lanes_[lane_index];
  Index before = kNone;
  Index part = lane.head;
  while (part != kNone && !may_go(part)) {
    before = part;
    part = is_mixed && part != lane.tail ? parts_[part].next : kNone;
  }
  if (part != kNone) return {0, lane_index, part, before};
  if (!is_mixed || lane.head == kNone) return {};
  const ReadyRun* first = nullptr;  // of a timed buffer
  for (const ReadyRun& each : ready_[lane_index]) {
    if ((first == nullptr || each.order < first->order) && may_go(each.part)) first = &each;
  }
  return first == nullptr ? Offer{} : Offer{0, lane_index, first->part, lane.head};
}

/// The lane whose first part takes this flow next; kNone when no such part is there.
inline Index Simulator::bestLane(Index flow) const {
  if (model_.flows[flow].control != kNone) return offerFromLanes(flow).queue;
  const Index element = model_.flows[flow].from;
  const ElementModel& model = model_.elements[element];
  if (model.classes == 1 && model.levels == 1) {
    return lanes_[model.lanes_begin].head == kNone ? kNone : model.lanes_begin;
  }
  const bool is_lifo = isLifo(model);
  for (Index level = 0; level < model.levels; ++level) {
    Index best = kNone;
    std::int64_t best_key = 0;
    for (Index route_class = 0; route_class < model.classes; ++route_class) {
      const Index lane = model.lanes_begin + route_class * model.levels + level;
      if (lanes_[lane].head == kNone || !leads(element, route_class, flow)) continue;
      const std::int64_t key = parts_[lanes_[lane].head].key;
      if (best != kNone && (is_lifo ? key < best_key : key > best_key)) continue;
      best = lane;
      best_key = key;
    }
    if (best != kNone) return best;
  }
  return kNone;
}

inline Index Simulator::releaseFromBuffer(Index flow) {
  const Index element = model_.flows[flow].from;
  const Index part = popFromLane(lanes_[bestLane(flow)]);
  departFromBuffer(element, part);
  return part;
}

inline void Simulator::departFromBuffer(Index element, Index part) {
  ElementRun& run = elements_[element];
  leave(element, part);
  if (run.content == 0) setState(model_.elements[element].places.begin, State::Idle);
  if (!run.is_open) requestPull(element);
}

}  // namespace mw::events
