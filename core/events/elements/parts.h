// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <utility>

#include "core/events/elements/simulator.h"

namespace mw::events {

inline constexpr std::uint32_t kMaxAtInstant = 2'000'000;
inline constexpr std::uint32_t kTrailLength = 64;

inline void Simulator::setState(Index place, State state) {
  PlaceRun& run = places_[place];
  if (run.state == state) return;
  state_ticks_[place][static_cast<std::size_t>(run.state)] += now_ - run.since;
  run.since = now_;
  const State before = std::exchange(run.state, state);
  if (is_watched_) noteState(place, before, state);
}

/// A part's entry, at its element, in no statistics yet.
inline Index Simulator::allocatePart(Index element, std::uint16_t part_type) {
  Index index = free_part_;
  if (index == kNone) {
    index = static_cast<Index>(parts_.size());
    if (parts_.size() == parts_.capacity()) growParts();
    parts_.emplace_back();
    if (has_extras_) [[unlikely]]
      extras_.emplace_back();
  } else {
    free_part_ = parts_[index].next;
  }
  PartRun& part = parts_[index];
  part.born = PartRun::kOutside;
  part.is_reworked = false;
  part.number = numbers_++;
  part.part_type = part_type;
  part.element = element;
  if (has_extras_) [[unlikely]]
    extras_[index] = {};
  return index;
}

inline Index Simulator::createPart(Index element, std::uint16_t part_type) {
  const Index index = allocatePart(element, part_type);
  arrive(element, index);
  if (recording_ != nullptr) noteMove(index, PartMove::kNowhere, static_cast<std::int32_t>(element));
  return index;
}

inline void Simulator::destroyPart(Index part) {
  if (!loops_.empty()) dropCards(part);
  parts_[part].born = PartRun::kFree;
  parts_[part].next = free_part_;
  free_part_ = part;
}

/// The part goes from outside into the factory: its lead time begins.
inline void Simulator::comeIn(Index part) {
  PartRun& run = parts_[part];
  PartTypeRun& counts = part_types_[run.part_type];
  counts.outside += now_ - run.arrived;
  counts.clock -= now_;
  ++counts.entered;
  run.born = now_;
}

/// The part is finished: its lead time ends.
inline void Simulator::goOut(Index part) {
  const PartRun& run = parts_[part];
  PartTypeRun& counts = part_types_[run.part_type];
  const Ticks lead_time = now_ - run.born;
  counts.inside += lead_time;
  counts.clock += now_;
  ++counts.left;
  const bool is_older = has_extras_ && extras_[part].first_born >= 0;  // what it was made of
  lead_times_.add(is_older ? now_ - extras_[part].first_born : lead_time);
}

/// Every event and move at one instant; a factory that never lets time pass ends here.
inline void Simulator::countAtInstant(Index element) {
  if (++at_instant_ < kMaxAtInstant - kTrailLength) return;
  instant_trail_.push_back(element);
  if (at_instant_ >= kMaxAtInstant) refuseEndlessInstant();
}

inline void Simulator::leave(Index element, Index part) {
  ElementRun& run = elements_[element];
  run.stay += now_ - parts_[part].arrived;
  run.clock += now_;
  ++run.out;
  --run.content;
}

inline void Simulator::arrive(Index element, Index part) {
  ElementRun& run = elements_[element];
  parts_[part].arrived = now_;
  parts_[part].element = element;
  run.clock -= now_;
  ++run.in;
  if (++run.content > run.content_max) run.content_max = run.content;
}

/// The part has left flow.from and goes into flow.to, which has room for it.
inline void Simulator::enter(Index flow, Index part) {
  const FlowModel& between = model_.flows[flow];
  countAtInstant(between.to);
  if (recording_ != nullptr) {
    noteMove(part, static_cast<std::int32_t>(between.from), static_cast<std::int32_t>(between.to));
  }
  if (between.control != kNone) passCards(flow, part);
  if (between.doorway > 0) [[unlikely]]
    reachIntoDoorway(flow);
  accept(flow, part);
}

inline void Simulator::accept(Index flow, Index part) {
  switch (model_.elements[model_.flows[flow].to].kind) {
    case ElementKind::Station:
      return acceptInStation(flow, part);
    case ElementKind::Workstation:
      return acceptInWorkstation(flow, part);
    case ElementKind::Buffer:
      return acceptInBuffer(flow, part);
    case ElementKind::Sink:
      return acceptInSink(flow, part);
    case ElementKind::Conveyor:
      return acceptOnConveyor(flow, part);
    case ElementKind::TimedBuffer:
      return acceptInTimedBuffer(flow, part);
    case ElementKind::Storage:
      return acceptInStorage(flow, part);
    case ElementKind::Source:
    case ElementKind::Vehicles:
      return;
  }
}

}  // namespace mw::events
