// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/events/elements/parts.h"

namespace mw::events {

inline Index Simulator::classOf(Index element, std::uint16_t part_type) {
  const ElementModel& model = model_.elements[element];
  if (model.choice == RouteChoice::OnlyOne) return 0;
  if (model.choice == RouteChoice::ByPart) return part_type;
  const Index flows = model.drawn.size() / model_.part_types;
  const double u = streams_[model.route_stream].uniform();
  const double* cumulative = &model_.drawn[model.drawn.begin + part_type * flows];
  Index drawn = 0;
  while (drawn + 1 < flows && u >= cumulative[drawn]) ++drawn;
  return model.choice == RouteChoice::DrawnByPart ? part_type * flows + drawn : drawn;
}

inline std::int64_t Simulator::partsAtOrBoundFor(Index element) const {
  return elements_[element].content + elements_[element].reserved;
}

template <class IsOpen>
inline Index Simulator::chooseFlow(Index element, Route route, RoutingRule rule, IsOpen is_open) {
  if (route.size() == 1 || rule == RoutingRule::FirstOpen) {
    for (Index i = route.begin; i < route.end; ++i) {
      if (is_open(model_.route_flows[i])) return model_.route_flows[i];
    }
    return kNone;
  }
  if (rule == RoutingRule::RoundRobin) {
    Index& cursor = elements_[element].cursor;
    for (Index step = 0; step < route.size(); ++step) {
      const Index i = route.begin + (cursor + step) % route.size();
      if (!is_open(model_.route_flows[i])) continue;
      cursor = (i - route.begin + 1) % route.size();
      return model_.route_flows[i];
    }
    return kNone;
  }
  Index best = kNone;
  std::int64_t shortest = 0;
  for (Index i = route.begin; i < route.end; ++i) {
    const Index flow = model_.route_flows[i];
    const std::int64_t content = partsAtOrBoundFor(model_.flows[flow].to);
    if (!is_open(flow) || (best != kNone && content >= shortest)) continue;
    best = flow;
    shortest = content;
  }
  return best;
}

/// The flow a ready part takes now, kNone when every element on its route is closed.
/// @param part  kNone: one that its source, where it is next, has not created yet
inline Index Simulator::openFlow(Index element, Index route_class, Index part) {
  const ElementModel& model = model_.elements[element];
  if (model.routing == RoutingRule::Gated) [[unlikely]]
    return openGatedFlow(element, route_class, part);
  const Route route = model_.routes[model.first_route + route_class];
  const auto is_open = [this](Index flow) { return elements_[model_.flows[flow].to].is_open; };
  if (route.size() != 1) return chooseFlow(element, route, model.routing, is_open);
  const Index only = model_.route_flows[route.begin];
  return is_open(only) ? only : kNone;
}

inline bool Simulator::leads(Index element, Index route_class, Index flow) const {
  const Route route = model_.routes[model_.elements[element].first_route + route_class];
  for (Index i = route.begin; i < route.end; ++i) {
    if (model_.route_flows[i] != flow) continue;
    const Index to = model_.flows[flow].to;
    return !model_.elements[to].is_selective || takes(to, partTypeOfClass(element, route_class));
  }
  return false;
}

inline bool Simulator::hasRoom(Index element) const {
  const ElementModel& model = model_.elements[element];
  const ElementRun& run = elements_[element];
  switch (model.kind) {
    case ElementKind::Station:
      return run.free_count > 0;
    case ElementKind::Workstation:
      return hasRoomInWorkstation(element);
    case ElementKind::Buffer:
      return static_cast<std::uint64_t>(run.content + run.reserved) < model.capacity;
    case ElementKind::Conveyor:
      if (conveyors_[model.detail].is_moved) [[unlikely]]
        return !run.is_off && conveyors_[model.detail].is_entry_clear && conveyors_[model.detail].entry_of == kNone &&
               run.promised == 0 &&
               (run.reserved == 0 || (model_.conveyors[model.detail].is_accumulating &&
                                      static_cast<std::uint64_t>(run.content + run.reserved) < model.capacity));
      return !run.is_off && conveyors_[model.detail].is_entry_clear && run.promised == 0 &&
             static_cast<std::uint64_t>(run.content + run.reserved) < model.capacity &&
             (run.reserved == 0 || model_.conveyors[model.detail].is_accumulating) &&
             (!model_.conveyors[model.detail].hasStops() || hasRoomBeforeStops(element));
    case ElementKind::TimedBuffer:
      return !run.is_off && static_cast<std::uint64_t>(run.content + run.reserved) < model.capacity;
    case ElementKind::Storage:
      return !run.is_off && storages_[model.detail].carried == kNone &&
             static_cast<std::uint64_t>(run.content + run.reserved) < model.capacity;
    case ElementKind::Sink:
      return !run.is_off;
    case ElementKind::Source:
    case ElementKind::Vehicles:
      return false;
  }
  return false;
}

/// Since when a part has been waiting to take this flow; kNeverTicks when none is.
inline Ticks Simulator::readySince(Index flow) {
  const Index element = model_.flows[flow].from;
  const ElementModel& model = model_.elements[element];
  if (model_.flows[flow].control != kNone && model.kind != ElementKind::Storage) return gatedOffer(flow).since;
  const ElementRun& run = elements_[element];
  switch (model.kind) {
    case ElementKind::Station:
      for (Index place = run.blocked_head; place != kNone; place = places_[place].next_blocked) {
        if (leads(element, parts_[places_[place].part].route_class, flow)) return places_[place].ready_at;
      }
      return kNeverTicks;
    case ElementKind::Workstation: {
      if (keepsFinished(element)) return kNeverTicks;
      const Index lane = bestLane(flow);
      return lane == kNone ? kNeverTicks : Ticks{parts_[lanes_[lane].head].key};
    }
    case ElementKind::Source:
      if (const SourceModel& source = model_.sources[model.detail]; source.is_unlimited) {
        const SourceRun& supply = sources_[model.detail];
        if (isByVehicle(flow) && isSaturated(flow)) return kNeverTicks;
        return supply.left > 0 && leads(element, supply.next_class, flow) ? supply.last_departure : kNeverTicks;
      }
      [[fallthrough]];
    case ElementKind::TimedBuffer:
    case ElementKind::Buffer: {
      if (run.content == 0) return kNeverTicks;
      const Index lane = bestLane(flow);
      return lane == kNone ? kNeverTicks : parts_[lanes_[lane].head].arrived;
    }
    case ElementKind::Conveyor: {
      const ConveyorRun& conveyor = conveyors_[model.detail];
      const bool is_ready =
          conveyor.is_front_ready && !run.is_off && leads(element, parts_[conveyor.head].route_class, flow);
      return is_ready ? conveyor.ready_at : kNeverTicks;
    }
    case ElementKind::Storage:
      return readyInStorage(flow);
    case ElementKind::Sink:
    case ElementKind::Vehicles:
      break;
  }
  return kNeverTicks;
}

inline Index Simulator::longestWaiting(Index element) {
  const Range in = model_.elements[element].flows_in;
  Index best = kNone;
  Ticks since = kNeverTicks;
  for (Index i = in.begin; i < in.end; ++i) {
    const Index flow = model_.flows_in[i];
    if (best != kNone && model_.flows[flow].priority < model_.flows[best].priority) break;
    const Ticks ready = readySince(flow);
    if (ready >= since) continue;
    best = flow;
    since = ready;
  }
  return best;
}

/// Takes the part that readySince() speaks of out of its element.
inline Index Simulator::release(Index flow) {
  if (model_.flows[flow].control != kNone) bringForward(flow);
  switch (model_.elements[model_.flows[flow].from].kind) {
    case ElementKind::Buffer:
      return releaseFromBuffer(flow);
    case ElementKind::TimedBuffer:
      return releaseFromTimedBuffer(flow);
    case ElementKind::Station:
      return releaseFromStation(flow);
    case ElementKind::Workstation:
      return releaseFromWorkstation(flow);
    case ElementKind::Conveyor:
      return releaseFromConveyor(flow);
    case ElementKind::Storage:
      return releaseFromStorage(flow);
    case ElementKind::Source:
    case ElementKind::Sink:
    case ElementKind::Vehicles:
      break;
  }
  return releaseFromSource(flow);
}

/// The part that readySince() speaks of takes its flow: into the next element, or it calls for a vehicle, or a crane
/// fetches it.
inline void Simulator::hand(Index flow) {
  if (model_.flows[flow].is_kept || isPutDown(flow)) return book(flow);
  enter(flow, release(flow));
}

inline void Simulator::requestPull(Index element) {
  ElementRun& run = elements_[element];
  if (run.is_pull_pending) return;
  run.is_pull_pending = true;
  run.is_open = false;
  pulls_.push_back(element);
}

/// Offers an element's room to the parts that wait for it, then opens it.
inline void Simulator::pull(Index element) {
  if (element == kNone) return dealCards();
  if (model_.elements[element].kind == ElementKind::Storage) return pullStorage(element);
  if (elements_[element].reserved > 0) [[unlikely]]
    wakeAtEntry(element);
  while (hasRoom(element)) {
    const Index flow = longestWaiting(element);
    if (flow == kNone) break;
    hand(flow);
  }
  ElementRun& run = elements_[element];
  run.is_pull_pending = false;
  run.is_open = hasRoom(element);
  if (model_.elements[element].kind == ElementKind::Station) settlePlaces(element);
}

}  // namespace mw::events
