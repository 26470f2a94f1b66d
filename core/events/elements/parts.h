// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/events/elements/simulator.h"

namespace mw::events {

inline constexpr std::uint32_t kMaxAtInstant = 2'000'000;
inline constexpr std::uint32_t kTrailLength = 64;

inline void Simulator::setState(Index place, State state) {
  PlaceRun& run = places_[place];
  if (run.state == state) return;
  state_ticks_[place][static_cast<std::size_t>(run.state)] += now_ - run.since;
  run.since = now_;
  run.state = state;
  if (recording_ != nullptr) noteState(place, state);
}

inline Index Simulator::createPart(Index element, std::uint16_t part_type) {
  Index index = free_part_;
  if (index == kNone) {
    index = static_cast<Index>(parts_.size());
    parts_.emplace_back();
  } else {
    free_part_ = parts_[index].next;
  }
  PartRun& part = parts_[index];
  part.born = PartRun::kOutside;
  part.number = numbers_++;
  part.part_type = part_type;
  arrive(element, index);
  if (recording_ != nullptr) noteMove(index, PartMove::kNowhere, static_cast<std::int32_t>(element));
  return index;
}

inline void Simulator::destroyPart(Index part) {
  parts_[part].born = PartRun::kFree;
  parts_[part].next = free_part_;
  free_part_ = part;
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
  ++run.out;
  --run.content;
}

inline void Simulator::arrive(Index element, Index part) {
  ElementRun& run = elements_[element];
  parts_[part].arrived = now_;
  parts_[part].element = element;
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
  accept(flow, part);
}

inline void Simulator::accept(Index flow, Index part) {
  switch (model_.elements[model_.flows[flow].to].kind) {
    case ElementKind::Station:
      return acceptInStation(flow, part);
    case ElementKind::Buffer:
      return acceptInBuffer(flow, part);
    case ElementKind::Sink:
      return acceptInSink(flow, part);
    case ElementKind::Conveyor:
      return acceptOnConveyor(flow, part);
    case ElementKind::Source:
    case ElementKind::Vehicles:
      return;
  }
}

}  // namespace mw::events
