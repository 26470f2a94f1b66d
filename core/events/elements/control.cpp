// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "core/events/elements/elements.h"

// Cards of CONWIP, kanban and drum-buffer-rope. A flow that takes a card is closed to a part without one while none is
// free. A card comes back when its part moves over a returning flow or is destroyed. If none was free before, it is
// kept for those who wait: once all room of that instant has been offered, all cards that came back are dealt together,
// one part at a time. First goes the part that has waited longest among those that lack neither cards nor room; ties in
// the order in which the loops got cards back, then in listed order of the flows.

namespace mw::events {
namespace {

constexpr std::size_t kBits = 64;

}  // namespace

bool Simulator::holdsCard(Index part, Index loop) const {
  const std::size_t words = (loops_.size() + kBits - 1) / kBits;
  const std::size_t word = part * words + loop / kBits;
  return word < cards_.size() && ((cards_[word] >> (loop % kBits)) & 1U) != 0;
}

void Simulator::setCard(Index part, Index loop, bool is_held) {
  const std::size_t words = (loops_.size() + kBits - 1) / kBits;
  if ((part + 1) * words > cards_.size()) cards_.resize(parts_.size() * words, 0);
  std::uint64_t& word = cards_[part * words + loop / kBits];
  const std::uint64_t bit = std::uint64_t{1} << (loop % kBits);
  word = is_held ? word | bit : word & ~bit;
}

/// Whether every card that the part needs on this flow is free.
bool Simulator::mayPass(Index flow, Index part, std::uint16_t part_type) const {
  if (model_.flows[flow].control == kNone) return true;
  const Range takes = model_.flow_controls[model_.flows[flow].control].takes;
  for (Index i = takes.begin; i < takes.end; ++i) {
    const Index loop = model_.flow_loops[i];
    const Index only = model_.card_loops[loop].part_type;
    if ((only != kNone && only != part_type) || (part != kNone && holdsCard(part, loop))) continue;
    if (loops_[loop].free == 0 || (loops_[loop].is_returned && !is_dealing_)) return false;
  }
  return true;
}

Index Simulator::openGatedFlow(Index element, Index route_class, Index part) {
  const ElementModel& model = model_.elements[element];
  const std::uint16_t part_type = part == kNone ? sources_[model.detail].next_part_type : parts_[part].part_type;
  return chooseFlow(element, model_.routes[model.first_route + route_class], model.gated_routing, [&](Index flow) {
    const Index to = model_.flows[flow].to;
    if (!isOpenFor(flow) || !mayPass(flow, part, part_type)) return false;
    return !model_.elements[to].is_selective || takes(to, part_type);
  });
}

Simulator::Offer Simulator::gatedOffer(Index flow) const {
  const Index element = model_.flows[flow].from;
  const ElementModel& model = model_.elements[element];
  const auto takes = [&](Index part) {
    return leads(element, parts_[part].route_class, flow) && mayPass(flow, part, parts_[part].part_type);
  };
  if (model.kind == ElementKind::Station) {
    Index before = kNone;
    for (Index place = elements_[element].blocked_head; place != kNone; place = places_[place].next_blocked) {
      if (takes(places_[place].part)) return {places_[place].ready_at, place, places_[place].part, before};
      before = place;
    }
    return {};
  }
  if (model.kind == ElementKind::Conveyor) {
    const ConveyorRun& run = conveyors_[model.detail];
    const bool is_ready = run.is_front_ready && !elements_[element].is_off && takes(run.head);
    return is_ready ? Offer{run.ready_at, kNone, run.head, kNone} : Offer{};
  }
  if (model.kind == ElementKind::Source && model_.sources[model.detail].is_unlimited) {
    const SourceRun& run = sources_[model.detail];
    if (isByVehicle(flow) && isSaturated(flow)) return {};
    const bool is_ready =
        run.left > 0 && leads(element, run.next_class, flow) && mayPass(flow, kNone, run.next_part_type);
    return is_ready ? Offer{run.last_departure, kNone, kNone, kNone} : Offer{};
  }
  if (model.kind == ElementKind::Storage && !model_.storages[model.detail].keeps_room) {
    const StorageRun& run = storages_[model.detail];
    const bool is_ready = run.at_exit != kNone && !elements_[element].is_off && takes(run.at_exit);
    return is_ready ? Offer{run.at_exit_since, kNone, run.at_exit, kNone} : Offer{};
  }
  if (model.kind == ElementKind::Workstation && keepsFinished(element)) return {};
  return elements_[element].content > 0 ? offerFromLanes(flow) : Offer{};
}

/// Of a buffer, of what a workstation has finished, or of those who wait outside: as bestLane(), among the parts that
/// have their cards.
Simulator::Offer Simulator::offerFromLanes(Index flow) const {
  const Index element = model_.flows[flow].from;
  const ElementModel& model = model_.elements[element];
  const bool is_mixed = model_.flow_controls[model_.flows[flow].control].is_mixed;
  const bool is_lifo = isLifo(model);
  Offer best;
  for (Index level = 0; level < model.levels && best.part == kNone; ++level) {
    for (Index route_class = 0; route_class < model.classes; ++route_class) {
      if (!leads(element, route_class, flow)) continue;
      const Index lane = model.lanes_begin + route_class * model.levels + level;
      Offer offer =
          firstInLane(lane, is_mixed, [&](Index part) { return mayPass(flow, part, parts_[part].part_type); });
      if (offer.part == kNone) continue;
      const std::int64_t key = parts_[offer.part].key;
      if (best.part != kNone && (is_lifo ? key < parts_[best.part].key : key > parts_[best.part].key)) continue;
      const bool is_by_key = model.kind == ElementKind::Workstation;  // when it was finished
      offer.since = is_by_key ? Ticks{key} : parts_[offer.part].arrived;
      best = offer;
    }
  }
  return best;
}

/// Moves the part that takes this flow to the head of its queue, from where it is released.
void Simulator::bringForward(Index flow) {
  const Offer offer = gatedOffer(flow);
  if (offer.before == kNone) return;
  const Index element = model_.flows[flow].from;
  if (model_.elements[element].kind == ElementKind::Station) {
    ElementRun& run = elements_[element];
    Index& link = places_[offer.before].next_blocked;
    link = places_[offer.queue].next_blocked;
    if (link == kNone) run.blocked_tail = offer.before;
    places_[offer.queue].next_blocked = run.blocked_head;
    run.blocked_head = offer.queue;
    return;
  }
  LaneRun& lane = lanes_[offer.queue];
  if (model_.elements[element].kind == ElementKind::TimedBuffer) {
    std::vector<ReadyRun>& others = ready_[offer.queue];
    const auto at =
        std::find_if(others.begin(), others.end(), [&](const ReadyRun& each) { return each.part == offer.part; });
    const std::int64_t key = parts_[lane.head].key;
    *at = {isLifo(model_.elements[element]) ? -key : key, lane.head};
    std::make_heap(others.begin(), others.end(), ReadyRun::isLater);
    lane.head = lane.tail = offer.part;
    parts_[offer.part].next = kNone;
    return;
  }
  parts_[offer.before].next = parts_[offer.part].next;
  if (lane.tail == offer.part) lane.tail = offer.before;
  parts_[offer.part].next = lane.head;
  lane.head = offer.part;
}

void Simulator::passCards(Index flow, Index part) {
  const FlowControl& control = model_.flow_controls[model_.flows[flow].control];
  for (Index i = control.returns.begin; i < control.returns.end; ++i) {
    const Index loop = model_.flow_loops[i];
    if (!holdsCard(part, loop)) continue;
    setCard(part, loop, false);
    returnCard(loop);
  }
  takeCards(control, part);
}

/// Those of a flow that the part does not hold yet.
void Simulator::takeCards(const FlowControl& control, Index part) {
  for (Index i = control.takes.begin; i < control.takes.end; ++i) {
    const Index loop = model_.flow_loops[i];
    const Index only = model_.card_loops[loop].part_type;
    if ((only != kNone && only != parts_[part].part_type) || holdsCard(part, loop)) continue;
    setCard(part, loop, true);
    --loops_[loop].free;
  }
}

void Simulator::returnCard(Index loop) {
  CardLoopRun& run = loops_[loop];
  if (++run.free > 1 || run.is_returned) return;  // while one is free nobody waits for this loop alone
  run.is_returned = true;
  if (returned_.empty()) pulls_.insert(pulls_.begin(), kNone);
  returned_.push_back(loop);
}

void Simulator::dropCards(Index part) {
  for (Index loop = 0; loop < loops_.size(); ++loop) {
    if (!holdsCard(part, loop)) continue;
    setCard(part, loop, false);
    returnCard(loop);
  }
}

/// A product carries the cards of what went into it: one per loop.
void Simulator::noteCards(Index part) {
  const std::size_t words = (loops_.size() + kBits - 1) / kBits;
  inherited_.resize(words, 0);
  for (std::size_t i = 0; i < words && part * words + i < cards_.size(); ++i) inherited_[i] |= cards_[part * words + i];
}

void Simulator::inheritCards(Index part) {
  for (Index loop = 0; loop < loops_.size(); ++loop) {
    if (((inherited_[loop / kBits] >> (loop % kBits)) & 1U) == 0) continue;
    setCard(part, loop, true);
    --loops_[loop].free;
  }
  std::fill(inherited_.begin(), inherited_.end(), 0U);
}

/// Lets one part pass with cards that came back; asks again until nobody can.
void Simulator::dealCards() {
  is_dealing_ = true;
  Index to = kNone;
  Ticks since = kNeverTicks;
  for (const Index loop : returned_) {
    const Range entries = model_.card_loops[loop].entries;
    for (Index i = entries.begin; i < entries.end && loops_[loop].free > 0; ++i) {
      const Index flow = model_.entry_flows[i];
      if (!hasRoomFor(flow)) continue;
      const Ticks ready = readySince(flow);
      if (ready >= since) continue;
      since = ready;
      to = model_.flows[flow].to;
    }
  }
  if (to == kNone) {
    is_dealing_ = false;
    for (const Index loop : returned_) loops_[loop].is_returned = false;
    returned_.clear();
    return;
  }
  const Index flow = hasRoom(to) ? longestWaiting(to) : longestRide(to);  // may take no card, but has waited longer
  if (model_.flows[flow].is_kept || isPutDown(flow)) {
    book(flow);
  } else {
    const Index part = release(flow);
    is_dealing_ = false;
    enter(flow, part);
  }
  pulls_.insert(pulls_.begin(), kNone);
}

}  // namespace mw::events
