// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "core/events/elements/elements.h"
#include "core/events/elements/wait_collector.h"

namespace mw::events {
namespace {

/// Units of a resource that are free or may come free whatever its holders do.
constexpr std::int64_t kAlways = 1;

}  // namespace

Simulator::WaitCollector::WaitCollector(const Simulator& run)
    : run_(run), elements_(static_cast<Index>(run.elements_.size())), group_of_part_(run.parts_.size(), nullptr) {
  for (Index i = 0; i < elements_; ++i) static_cast<void>(addResource(WaitGraph::Resource::Room, unitsOf(i)));
  for (const CardLoop& loop : run.model_.card_loops) {
    static_cast<void>(addResource(WaitGraph::Resource::Cards, loop.limit));
  }
}

Index Simulator::WaitCollector::addResource(WaitGraph::Resource kind, std::int64_t units) {
  units_.push_back(units);
  kinds_.push_back(kind);
  return static_cast<Index>(units_.size() - 1);
}

WaitGraph Simulator::WaitCollector::collect() {
  for (Index i = 0; i < elements_; ++i) addJobs(i);
  for (Index i = 0; i < elements_; ++i) addElement(i);
  if (!wants_.empty()) {
    for (Index i = 0; i < elements_; ++i) addSupply(i);
    PartReach reach(run_.model_);
    for (const Want& want : wants_) addBringers(reach, want);
  }
  WaitGraph graph(std::move(units_), std::move(kinds_));
  for (auto& [key, group] : groups_) graph.add(std::move(group));
  return graph;
}

/// Parts there and parts to which room is promised. Who has called for a vehicle is in no group: it will be fetched,
/// and what a vehicle carries can always be unloaded.
std::int64_t Simulator::WaitCollector::unitsOf(Index element) const {
  return run_.partsAtOrBoundFor(element) + (getsRoom(element) ? kAlways : 0);
}

/// Whether the element has room, or will have some without losing a part.
bool Simulator::WaitCollector::getsRoom(Index element) const {
  const ElementModel& model = run_.model_.elements[element];
  if (model.kind == ElementKind::Conveyor) return getsRoomOnBelt(element);
  if (run_.elements_[element].is_off) return true;  // it opens again
  if (model.kind == ElementKind::Storage) return static_cast<std::uint64_t>(content(element)) < model.capacity;
  if (model.kind == ElementKind::Workstation) {
    // A place that is down or off comes back; one that gathers or works gives its parts on.
    for (Index place = model.places.begin; place < model.places.end; ++place) {
      if (run_.places_[place].phase != Phase::Blocked) return true;
    }
    return false;
  }
  return run_.hasRoom(element);
}

/// Whether there is a pitch to enter as the belt runs on in its hours, or stands behind its first part. How many bodies
/// a moved belt holds is their size's doing: they have closed up behind its first part after the time that a part
/// takes.
bool Simulator::WaitCollector::getsRoomOnBelt(Index element) const {
  const ElementModel& model = run_.model_.elements[element];
  const ConveyorRun& belt = run_.conveyors_[model.detail];
  const ConveyorModel& conveyor = run_.model_.conveyors[model.detail];
  if (!belt.is_moved && static_cast<std::uint64_t>(content(element)) >= model.capacity) return false;
  const bool stands = belt.is_front_at_exit && !conveyor.is_accumulating;
  if (belt.is_moved && !stands) {
    Ticks since = belt.tail == kNone ? run_.now_ : run_.parts_[belt.tail].arrived;
    for (Index stop = conveyor.stops.begin; stop < conveyor.stops.end; ++stop) {
      since = std::max({since, run_.stops_[stop].until, run_.stops_[stop].free_at});
    }
    const bool closes_up = belt.tail == kNone || run_.now_ < since + conveyor.transit;
    return belt.is_entry_clear || !belt.is_front_at_exit || closes_up;
  }
  return !stands || (belt.is_entry_clear && run_.elements_[element].reserved == 0);
}

void Simulator::WaitCollector::addElement(Index element) {
  const ElementModel& model = run_.model_.elements[element];
  // Without cards or jobs to fill, what waits where there is room holds nobody up.
  const bool may_hold_up = !run_.loops_.empty() || !wants_.empty() || !run_.hasRoom(element);
  switch (model.kind) {
    case ElementKind::Station:
      for (Index place = run_.elements_[element].blocked_head; place != kNone;
           place = run_.places_[place].next_blocked) {
        const Index part = run_.places_[place].part;
        addPart(groupOf(element, part), part, run_.places_[place].ready_at);
      }
      return;
    case ElementKind::Conveyor:
      return addOnBelt(element);
    case ElementKind::Workstation:
      return addLanes(element);
    case ElementKind::Buffer:
    case ElementKind::TimedBuffer:
    case ElementKind::Storage:
      if (content(element) > 0 && may_hold_up) addLanes(element);
      return;
    case ElementKind::Source:
    case ElementKind::Sink:
    case ElementKind::Vehicles:
      return;
  }
}

void Simulator::WaitCollector::addOnBelt(Index element) {
  const ConveyorRun& belt = run_.conveyors_[run_.model_.elements[element].detail];
  if (!belt.is_front_ready) return;
  WaitGraph::Group& group = groupOf(element, belt.head);
  for (Index part = belt.head;; part = run_.parts_[part].next) {
    addPart(group, part, std::max(belt.ready_at, run_.parts_[part].arrived));
    if (part == belt.tail) break;
  }
}

/// Parts in its lanes, or hidden from there while it is off; of a timed buffer those that are ready. Of timed buffers
/// and storages it is not kept since when a part has been ready: they wait from their entry on.
void Simulator::WaitCollector::addLanes(Index element) {
  const ElementModel& model = run_.model_.elements[element];
  const bool is_hidden = model.kind == ElementKind::TimedBuffer && run_.elements_[element].is_off;
  const bool is_by_key = model.kind == ElementKind::Workstation;  // when it was finished
  const auto add = [&](Index part) {
    addPart(groupOf(element, part), part, is_by_key ? Ticks{run_.parts_[part].key} : run_.parts_[part].arrived);
  };
  for (Index i = model.lanes_begin; i < model.lanes_begin + model.classes * model.levels; ++i) {
    const LaneRun& lane = is_hidden ? run_.hidden_lanes_[i] : run_.lanes_[i];
    for (Index part = lane.head; part != kNone; part = part == lane.tail ? kNone : run_.parts_[part].next) add(part);
    for (const ReadyRun& each : run_.ready_[i]) add(each.part);
  }
}

WaitGraph::Group& Simulator::WaitCollector::groupOf(Index element, Index part) {
  const PartRun& run = run_.parts_[part];
  std::vector<Index> key{element, run.route_class};
  if (!run_.loops_.empty() || !full_.empty()) key.push_back(run.part_type);
  for (Index loop = 0; loop < run_.loops_.size(); ++loop) {
    if (run_.holdsCard(part, loop)) key.push_back(loop);
  }
  const auto [at, is_new] = groups_.try_emplace(key);
  if (!is_new) return at->second;
  at->second.element = element;
  const Route route = run_.model_.routes[run_.model_.elements[element].first_route + run.route_class];
  for (Index i = route.begin; i < route.end; ++i) {
    addOption(at->second, run_.model_.route_flows[i], run.part_type, part);
  }
  return at->second;
}

/// @param part  kNone: one that its source has not created yet
void Simulator::WaitCollector::addOption(WaitGraph::Group& group, Index flow, Index part_type, Index part) const {
  const FlowModel& model = run_.model_.flows[flow];
  const auto full = full_.find({model.to, part_type});
  std::vector<Index>& option = group.options.emplace_back(1, full == full_.end() ? model.to : full->second);
  if (model.control == kNone) return;
  const Range takes = run_.model_.flow_controls[model.control].takes;
  for (Index t = takes.begin; t < takes.end; ++t) {
    const Index loop = run_.model_.flow_loops[t];
    const Index only = run_.model_.card_loops[loop].part_type;
    if (only != kNone && only != part_type) continue;
    if (part == kNone || !run_.holdsCard(part, loop)) option.push_back(elements_ + loop);
  }
}

void Simulator::WaitCollector::addPart(WaitGraph::Group& group, Index part, Ticks since) {
  group_of_part_[part] = &group;
  ++group.parts;
  group.since = std::max(group.since, since);
  for (Index loop = 0; loop < run_.loops_.size(); ++loop) {
    if (!run_.holdsCard(part, loop)) continue;
    const Index resource = elements_ + loop;
    const auto held =
        std::find_if(group.held.begin(), group.held.end(), [&](const auto& each) { return each.first == resource; });
    held == group.held.end() ? void(group.held.emplace_back(resource, 1)) : void(++held->second);
  }
}

std::optional<Deadlock> Simulator::deadlock() const {
  return WaitCollector(*this).collect().findDeadlock();
}

}  // namespace mw::events
