// SPDX-License-Identifier: Apache-2.0
#include "core/events/elements/elements.h"

namespace mw::events {

/// Where a supply has called for enough vehicles, the first open flow of the route that takes more.
Index Simulator::openUnsaturatedFlow(Index element, Index route_class) {
  const ElementModel& model = model_.elements[element];
  const std::uint16_t part_type = sources_[model.detail].next_part_type;
  const Route route = model_.routes[model.first_route + route_class];
  for (Index i = route.begin; i < route.end; ++i) {
    const Index flow = model_.route_flows[i];
    const Index to = model_.flows[flow].to;
    if (!isOpenFor(flow) || !mayPass(flow, kNone, part_type)) continue;
    if (model_.elements[to].is_selective && !takes(to, part_type)) continue;
    if (!isByVehicle(flow) || !isSaturated(flow)) return flow;
  }
  return kNone;
}

void Simulator::onVehicleEvent(Index element, Index slot) {
  const ElementModel& model = model_.elements[element];
  transport_->onEvent(model_.transport.fleets[model.detail].first_vehicle + slot - model.first_slot);
}

/// Whether the element takes a part that is pushed over this flow now: called by vehicle, a storage's crane may be
/// busy.
bool Simulator::isOpenFor(Index flow) const {
  const Index to = model_.flows[flow].to;
  if (!isByVehicle(flow) || model_.elements[to].kind != ElementKind::Storage) return elements_[to].is_open;
  return !elements_[to].is_pull_pending && hasSlot(to);
}

bool Simulator::hasRoomFor(Index flow) const {
  const Index to = model_.flows[flow].to;
  return isByVehicle(flow) && model_.elements[to].kind == ElementKind::Storage ? hasSlot(to) : hasRoom(to);
}

/// As longestWaiting(), among the flows by vehicle.
Index Simulator::longestRide(Index element) {
  const Range in = model_.elements[element].flows_in;
  Index best = kNone;
  Ticks since = kNeverTicks;
  for (Index i = in.begin; i < in.end; ++i) {
    const Index flow = model_.flows_in[i];
    if (best != kNone && model_.flows[flow].priority < model_.flows[best].priority) break;
    const Ticks ready = isByVehicle(flow) ? readySince(flow) : kNeverTicks;
    if (ready >= since) continue;
    best = flow;
    since = ready;
  }
  return best;
}

/// The part that readySince() speaks of calls for a vehicle or is fetched by a crane. There is room for it, which is
/// kept from now on, and it takes its cards.
void Simulator::book(Index flow) {
  countAtInstant(model_.flows[flow].to);
  if (model_.elements[model_.flows[flow].from].kind == ElementKind::Storage) return fetch(flow);
  if (isPutDown(flow)) return beginPutDown(flow);
  JobRun job;
  job.ride = model_.flows[flow].ride;
  job.asked_at = now_;
  job.part = setAside(flow, job.from_place);
  job.to_place = keepRoom(flow, job.part);
  transport_->request(job);
}

/// Takes a waiting part off the lists of those that wait; it stays where it is.
Index Simulator::setAside(Index flow, Index& place) {
  const Index element = model_.flows[flow].from;
  const ElementModel& model = model_.elements[element];
  if (model_.flows[flow].control != kNone) bringForward(flow);
  switch (model.kind) {
    case ElementKind::Station:
      place = unblock(flow);
      return places_[place].part;
    case ElementKind::Buffer:
    case ElementKind::Workstation:
      return popFromLane(lanes_[bestLane(flow)]);
    case ElementKind::TimedBuffer:
      return takeFromTimedBuffer(flow);
    case ElementKind::Conveyor:
      conveyors_[model.detail].is_front_ready = false;
      return conveyors_[model.detail].head;
    case ElementKind::Source:
    case ElementKind::Sink:
    case ElementKind::Storage:
    case ElementKind::Vehicles:
      break;
  }
  return takeFromOutside(flow);
}

/// And the cards.
/// @returns the place of a station that is kept, idle, for the part
Index Simulator::keepRoom(Index flow, Index part) {
  const Index element = model_.flows[flow].to;
  const ElementModel& model = model_.elements[element];
  ElementRun& run = elements_[element];
  is_dealing_ = false;
  if (model_.flows[flow].control != kNone) takeCards(model_.flow_controls[model_.flows[flow].control], part);
  Index place = kNone;
  if (model.kind == ElementKind::Station) {
    place = free_places_[model.places.begin + --run.free_count];
    setState(place, State::Idle);
  }
  if (model.is_selective) ++kept_[model_.workstations[model.detail].first_gathered + parts_[part].part_type];
  ++run.reserved;
  run.is_open = !run.is_pull_pending && hasRoom(element);
  return place;
}

/// The part is about to take the room that was kept for it.
void Simulator::giveKeptRoom(Index element, Index place, Index part) {
  const ElementModel& model = model_.elements[element];
  ElementRun& run = elements_[element];
  if (place != kNone) free_places_[model.places.begin + run.free_count++] = place;
  if (model.is_selective) --kept_[model_.workstations[model.detail].first_gathered + parts_[part].part_type];
  --run.reserved;
}

/// From its place onto the vehicle.
void Simulator::loadPart(const JobRun& job) {
  const RideModel& ride = model_.transport.rides[job.ride];
  const Index element = model_.flows[ride.flow].from;
  switch (model_.elements[element].kind) {
    case ElementKind::Station:
      static_cast<void>(vacate(element, job.from_place));
      break;
    case ElementKind::Buffer:
      departFromBuffer(element, job.part);
      break;
    case ElementKind::Workstation:
      departFromWorkstation(element, job.part);
      break;
    case ElementKind::TimedBuffer:
      departFromTimedBuffer(element, job.part);
      break;
    case ElementKind::Conveyor:
      leave(element, job.part);
      advanceConveyor(element);
      break;
    case ElementKind::Source:
      departFromSource(element, job.part);
      break;
    case ElementKind::Storage:
      departFromExit(element);
      break;
    case ElementKind::Sink:
    case ElementKind::Vehicles:
      break;
  }
  arrive(model_.transport.fleets[ride.fleet].element, job.part);
  if (model_.elements[element].kind != ElementKind::Source) return;
  if (model_.sources[model_.elements[element].detail].is_unlimited) offerSupply(element);
}

bool Simulator::canUnload(Index element) const {
  const ElementModel& model = model_.elements[element];
  if (model.kind == ElementKind::Conveyor) {
    const ConveyorRun& run = conveyors_[model.detail];
    return run.is_entry_clear && run.entry_of == kNone && elements_[element].promised == 0 &&
           !elements_[element].is_off;
  }
  if (model.kind == ElementKind::Workstation) return canTakeIn(element);
  if (model.kind == ElementKind::Storage && storages_[model.detail].carried != kNone) return false;
  return !elements_[element].is_off;
}

/// From the vehicle into the room that was kept.
void Simulator::unloadPart(const JobRun& job) {
  const RideModel& ride = model_.transport.rides[job.ride];
  leave(model_.transport.fleets[ride.fleet].element, job.part);
  enterKeptRoom(ride.flow, job.to_place, job.part);
}

/// Off the vehicle, and spoilt.
void Simulator::loseLoad(const JobRun& job) {
  const RideModel& ride = model_.transport.rides[job.ride];
  const FlowModel& flow = model_.flows[ride.flow];
  leave(model_.transport.fleets[ride.fleet].element, job.part);
  giveKeptRoom(flow.to, job.to_place, job.part);
  scrapPart(flow.from, job.part);
  if (model_.elements[flow.to].kind == ElementKind::Workstation) startIfDue(flow.to);
  if (!elements_[flow.to].is_open && hasRoom(flow.to)) requestPull(flow.to);
}

void Simulator::enterKeptRoom(Index flow, Index place, Index part) {
  const Index element = model_.flows[flow].to;
  giveKeptRoom(element, place, part);
  enter(flow, part);
  // A part that went through at once has left its room to others.
  if (!elements_[element].is_open && hasRoom(element)) requestPull(element);
}

bool Simulator::unloadAtEntry(Index element) {
  return deliverFromExits(element) || (transport_ && transport_->unloadAtEntry(element));
}

/// The element has opened, been repaired or got a place free: what waits there for room that is kept goes in, and the
/// vehicles that wait there try again.
void Simulator::wakeAtEntry(Index element) {
  while (canUnload(element) && deliverFromExits(element)) {
  }
  if (transport_ && canUnload(element)) transport_->wakeAtEntry(element);
}

}  // namespace mw::events
