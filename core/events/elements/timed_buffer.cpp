// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "core/events/elements/buffer.h"
#include "core/events/elements/conveyor.h"
#include "core/events/elements/sink.h"
#include "core/events/elements/source.h"
#include "core/events/elements/station.h"

namespace mw::events {

/// A buffer in which parts stay for a least time (to cool, to dry, to ripen), or that has working hours.
///
/// A part may leave when its stay, drawn at its entry, is over. Among the parts that may, the order is that of the
/// buffer, by entry: a part with a short stay overtakes those that are not ready yet. The stay goes on while the buffer
/// is off; then it takes and gives nothing. Whose turn it is among several elements that wait for the same place counts
/// from the entry into the buffer.
/// States: busy while it holds parts, idle while empty, off.
///
///   {"id": "cooling", "type": "buffer", "capacity": 40, "order": "fifo", "calendar": "shifts",
///    "min_stay": {"by_part": {"housing": {"dist": "uniform", "min_s": 600, "max_s": 900}, "*": 300}}}
void Simulator::acceptInTimedBuffer(Index flow, Index part) {
  const Index element = model_.flows[flow].to;
  const ElementModel& model = model_.elements[element];
  const BufferModel& buffer = model_.buffers[model.detail];
  const Index route_class = classOf(element, parts_[part].part_type);
  const Ticks stay =
      buffer.stay_stream == kNone ? 0 : draw(buffer.min_stay.of(parts_[part].part_type), buffer.stay_stream);
  ElementRun& run = elements_[element];
  const Index onward = stay == 0 ? openFlow(element, route_class) : kNone;
  arrive(element, part);
  if (onward != kNone) {
    leave(element, part);
    enter(onward, part);
    return;
  }
  parts_[part].key = ++entries_;
  parts_[part].route_class = static_cast<std::uint16_t>(route_class);
  const Index lane =
      model.lanes_begin + route_class * model.levels + model_.flows[flow].level * Index{model.levels > 1};
  if (stay == 0) {
    insertInLane(lanes_[lane], part, isLifo(model));
  } else {
    std::vector<StayRun>& stays = stays_[model.detail];
    stays.push_back({now_ + stay, parts_[part].key, part, lane});
    std::push_heap(stays.begin(), stays.end(), StayRun::isLater);
    if (stays.front().part == part) schedule(model.first_slot, now_ + stay, kCompletion);
  }
  setState(model.places.begin, State::Busy);
  run.is_open = !run.is_pull_pending && hasRoom(element);
}

void Simulator::onTimedBufferEvent(Index element, Index slot) {
  const ElementModel& model = model_.elements[element];
  if (slot == model_.shifts[element].slot) return onShift(element);
  std::vector<StayRun>& stays = stays_[model.detail];
  std::vector<LaneRun>& lanes = elements_[element].is_off ? hidden_lanes_ : lanes_;
  while (!stays.empty() && stays.front().until <= now_) {
    insertInLane(lanes[stays.front().lane], stays.front().part, isLifo(model));
    std::pop_heap(stays.begin(), stays.end(), StayRun::isLater);
    stays.pop_back();
  }
  if (!stays.empty()) schedule(model.first_slot, stays.front().until, kCompletion);
  if (!elements_[element].is_off) sendWaiting(element);
}

/// Keeps the lane in the order of entry, lifo the last one first. A walk only where a stay was shorter than another.
void Simulator::insertInLane(LaneRun& lane, Index part, bool is_lifo) {
  const auto goesBefore = [&](Index other) { return (parts_[part].key < parts_[other].key) != is_lifo; };
  if (lane.head == kNone || goesBefore(lane.head)) return appendToLane(lane, part, true);
  if (!goesBefore(lane.tail)) return appendToLane(lane, part, false);
  Index before = lane.head;
  while (!goesBefore(parts_[before].next)) before = parts_[before].next;
  parts_[part].next = parts_[before].next;
  parts_[before].next = part;
}

/// Its shift has begun or ended.
void Simulator::shiftTimedBuffer(Index element) {
  swapLanes(element);
  ElementRun& run = elements_[element];
  if (run.is_off) return;
  setState(model_.elements[element].places.begin, run.content > 0 ? State::Busy : State::Idle);
  sendWaiting(element);
  requestPull(element);
}

}  // namespace mw::events
