// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "core/events/elements/elements.h"

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
  const Index onward = stay == 0 ? openFlow(element, route_class, part) : kNone;
  if (onward != kNone && !isByVehicle(onward)) {
    parts_[part].arrived = now_;
    ++run.in;
    ++run.out;
    return enter(onward, part);
  }
  arrive(element, part);
  parts_[part].key = ++entries_;
  parts_[part].route_class = static_cast<std::uint16_t>(route_class);
  const Index lane =
      model.lanes_begin + route_class * model.levels + model_.flows[flow].level * Index{model.levels > 1};
  if (stay == 0) {
    makeReady(element, lane, part);
  } else {
    std::vector<StayRun>& stays = stays_[model.detail];
    stays.push_back({now_ + stay, parts_[part].key, part, lane});
    std::push_heap(stays.begin(), stays.end(), StayRun::isLater);
    if (stays.front().part == part) schedule(model.first_slot, now_ + stay, kCompletion);
  }
  setState(model.places.begin, State::Busy);
  run.is_open = !run.is_pull_pending && hasRoom(element);
  if (onward != kNone) book(onward);
}

void Simulator::onTimedBufferEvent(Index element, Index slot) {
  const ElementModel& model = model_.elements[element];
  if (slot == model_.shifts[element].slot) return onShift(element);
  std::vector<StayRun>& stays = stays_[model.detail];
  while (!stays.empty() && stays.front().until <= now_) {
    makeReady(element, stays.front().lane, stays.front().part);
    std::pop_heap(stays.begin(), stays.end(), StayRun::isLater);
    stays.pop_back();
  }
  if (!stays.empty()) schedule(model.first_slot, stays.front().until, kCompletion);
  if (!elements_[element].is_off) sendWaiting(element);
}

/// Its lane holds the first of the ready parts, a heap beside it the others: stays that end in any order cost the
/// logarithm of their number, however many wait.
void Simulator::makeReady(Index element, Index lane_index, Index part) {
  LaneRun& lane = (elements_[element].is_off ? hidden_lanes_ : lanes_)[lane_index];
  if (lane.head == kNone) return appendToLane(lane, part, true);
  const std::int64_t sign = isLifo(model_.elements[element]) ? -1 : 1;
  if (sign * parts_[part].key < sign * parts_[lane.head].key) {
    const Index later = popFromLane(lane);
    appendToLane(lane, part, true);
    part = later;
  }
  std::vector<ReadyRun>& others = ready_[lane_index];
  others.push_back({sign * parts_[part].key, part});
  std::push_heap(others.begin(), others.end(), ReadyRun::isLater);
}

Index Simulator::releaseFromTimedBuffer(Index flow) {
  const Index part = takeFromTimedBuffer(flow);
  departFromTimedBuffer(model_.flows[flow].from, part);
  return part;
}

/// The part that goes next, off the list of those that are ready.
Index Simulator::takeFromTimedBuffer(Index flow) {
  const Index lane = bestLane(flow);
  const Index part = popFromLane(lanes_[lane]);
  if (std::vector<ReadyRun>& others = ready_[lane]; !others.empty()) {
    appendToLane(lanes_[lane], others.front().part, true);
    std::pop_heap(others.begin(), others.end(), ReadyRun::isLater);
    others.pop_back();
  }
  return part;
}

/// A vehicle that was called takes its part in closed hours too.
void Simulator::departFromTimedBuffer(Index element, Index part) {
  const ElementRun& run = elements_[element];
  leave(element, part);
  if (run.content == 0 && !run.is_off) setState(model_.elements[element].places.begin, State::Idle);
  if (!run.is_open) requestPull(element);
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
