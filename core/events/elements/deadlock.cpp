// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <map>

#include "core/events/collect/wait_graph.h"
#include "core/events/elements/elements.h"

namespace mw::events {
namespace {

/// Units of a resource that are free or may come free whatever its holders do.
constexpr std::int64_t kAlways = 1;

}  // namespace

/// Gathers the parts that wait, by what they wait for: the same route with the same cards.
class Simulator::WaitCollector {
 public:
  explicit WaitCollector(const Simulator& run) : run_(run), elements_(static_cast<Index>(run.elements_.size())) {}

  WaitGraph collect() {
    for (Index i = 0; i < elements_; ++i) addElement(i);
    std::vector<std::int64_t> units;
    for (Index i = 0; i < elements_; ++i) units.push_back(unitsOf(i));
    for (std::size_t loop = 0; loop < run_.loops_.size(); ++loop) units.push_back(run_.model_.card_loops[loop].limit);
    WaitGraph graph(std::move(units));
    for (auto& [key, group] : groups_) graph.add(std::move(group));
    return graph;
  }

 private:
  /// Parts there and parts to which room is promised. Who has called for a vehicle is in no group: it will be fetched,
  /// and what a vehicle carries can always be unloaded.
  [[nodiscard]] std::int64_t unitsOf(Index element) const {
    return run_.partsAtOrBoundFor(element) + (getsRoom(element) ? kAlways : 0);
  }
  [[nodiscard]] std::int64_t content(Index element) const { return run_.elements_[element].content; }

  /// Whether the element has room, or will have some without losing a part.
  [[nodiscard]] bool getsRoom(Index element) const {
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

  /// Whether there is a pitch to enter as the belt runs on in its hours, or stands behind its first part.
  [[nodiscard]] bool getsRoomOnBelt(Index element) const {
    const ElementModel& model = run_.model_.elements[element];
    const ConveyorRun& belt = run_.conveyors_[model.detail];
    if (static_cast<std::uint64_t>(content(element)) >= model.capacity) return false;
    const bool stands = belt.is_front_at_exit && !run_.model_.conveyors[model.detail].is_accumulating;
    return !stands || (belt.is_entry_clear && run_.elements_[element].reserved == 0);
  }

  void addElement(Index element) {
    const ElementModel& model = run_.model_.elements[element];
    if (model.kind == ElementKind::Station) {
      Index place = run_.elements_[element].blocked_head;
      for (; place != kNone; place = run_.places_[place].next_blocked) {
        const Index part = run_.places_[place].part;
        addPart(groupOf(element, part), part, run_.places_[place].ready_at);
      }
    } else if (model.kind == ElementKind::Conveyor) {
      const ConveyorRun& belt = run_.conveyors_[model.detail];
      if (!belt.is_front_ready) return;
      WaitGraph::Group& group = groupOf(element, belt.head);
      for (Index part = belt.head;; part = run_.parts_[part].next) {
        addPart(group, part, std::max(belt.ready_at, run_.parts_[part].arrived));
        if (part == belt.tail) break;
      }
    } else if (model.kind == ElementKind::Workstation) {
      for (Index lane = model.lanes_begin; lane < model.lanes_begin + model.classes; ++lane) {
        Index part = run_.lanes_[lane].head;
        for (; part != kNone; part = part == run_.lanes_[lane].tail ? kNone : run_.parts_[part].next) {
          addPart(groupOf(element, part), part, run_.parts_[part].key);
        }
      }
    } else if (model.kind == ElementKind::Buffer && content(element) > 0) {
      // Without cards, what waits where there is room holds nobody up.
      if (run_.loops_.empty() && run_.hasRoom(element)) return;
      for (Index lane = model.lanes_begin; lane < model.lanes_begin + model.classes * model.levels; ++lane) {
        Index part = run_.lanes_[lane].head;
        for (; part != kNone; part = part == run_.lanes_[lane].tail ? kNone : run_.parts_[part].next) {
          addPart(groupOf(element, part), part, run_.parts_[part].arrived);
        }
      }
    }
  }

  WaitGraph::Group& groupOf(Index element, Index part) {
    const PartRun& run = run_.parts_[part];
    std::vector<Index> key{element, run.route_class};
    if (!run_.loops_.empty()) key.push_back(run.part_type);
    for (Index loop = 0; loop < run_.loops_.size(); ++loop) {
      if (run_.holdsCard(part, loop)) key.push_back(loop);
    }
    const auto [at, is_new] = groups_.try_emplace(key);
    if (is_new) {
      at->second.element = element;
      addOptions(at->second, part);
    }
    return at->second;
  }

  void addOptions(WaitGraph::Group& group, Index part) const {
    const PartRun& run = run_.parts_[part];
    const Route route = run_.model_.routes[run_.model_.elements[group.element].first_route + run.route_class];
    for (Index i = route.begin; i < route.end; ++i) {
      const FlowModel& flow = run_.model_.flows[run_.model_.route_flows[i]];
      std::vector<Index>& option = group.options.emplace_back(1, flow.to);
      if (flow.control == kNone) continue;
      const Range takes = run_.model_.flow_controls[flow.control].takes;
      for (Index t = takes.begin; t < takes.end; ++t) {
        const Index loop = run_.model_.flow_loops[t];
        const Index only = run_.model_.card_loops[loop].part_type;
        if ((only == kNone || only == run.part_type) && !run_.holdsCard(part, loop)) option.push_back(elements_ + loop);
      }
    }
  }

  void addPart(WaitGraph::Group& group, Index part, Ticks since) const {
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

  const Simulator& run_;
  Index elements_;
  std::map<std::vector<Index>, WaitGraph::Group> groups_;
};

std::optional<Deadlock> Simulator::deadlock() const {
  return WaitCollector(*this).collect().findDeadlock();
}

}  // namespace mw::events
