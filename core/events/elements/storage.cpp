// SPDX-License-Identifier: Apache-2.0
#include "core/events/elements/elements.h"

namespace mw::events {

/// A rack with slots that one crane serves, as in an automated warehouse.
///
/// The crane does one job at a time and no job is broken off. A part enters when the crane is free and a slot is, and
/// is in its slot after `store`. When an element has room for a stored part, the crane fetches the oldest such part,
/// which is at the exit after `retrieve` and then enters any element of its route that is open. If all have filled up
/// meanwhile it waits at the exit: then nothing else is fetched, though the crane goes on storing. Where parts leave by
/// vehicle, take a card or are wanted one by one by an assembly, the crane fetches a part for one flow: its room and
/// cards are kept meanwhile, as for a vehicle, and a vehicle is called when it is at the exit. Fetching goes before
/// storing. A vehicle may come when a slot is free, and waits for the crane. A part counts as one slot from its entry
/// until it has left. While it is off the crane stands still and takes its job up again afterwards, and nothing leaves
/// the exit. States, of the crane: busy, blocked (nothing to do but for a part that waits at the exit), idle, off.
///
///   {"id": "rack", "type": "storage", "capacity": 60,
///    "store": {"dist": "triangular", "min_s": 15, "mode_s": 20, "max_s": 30},
///    "retrieve": 25}
void Simulator::acceptInStorage(Index flow, Index part) {
  const Index element = model_.flows[flow].to;
  const StorageModel& storage = model_.storages[model_.elements[element].detail];
  arrive(element, part);
  parts_[part].key = ++entries_;
  parts_[part].route_class = static_cast<std::uint16_t>(classOf(element, parts_[part].part_type));
  storages_[model_.elements[element].detail].is_storing = true;
  moveCrane(element, part, draw(storage.store.of(parts_[part].part_type), storage.store_stream));
}

void Simulator::moveCrane(Index element, Index part, Ticks time) {
  const ElementModel& model = model_.elements[element];
  StorageRun& run = storages_[model.detail];
  run.carried = part;
  run.done_at = now_ + time;
  elements_[element].is_open = false;
  setState(model.places.begin, State::Busy);
  schedule(model.first_slot, run.done_at, kCompletion);
}

/// Fetches the oldest part for which an element is open; false where there is none or the exit is taken.
bool Simulator::retrieve(Index element) {
  const ElementModel& model = model_.elements[element];
  StorageRun& run = storages_[model.detail];
  if (elements_[element].is_off || run.carried != kNone || run.at_exit != kNone) return false;
  const Offer offer = firstToSend(element);
  if (offer.part == kNone) return false;
  if (model_.storages[model.detail].keeps_room) {
    book(openFlow(element, parts_[offer.part].route_class, offer.part));
  } else {
    beginToRetrieve(element, popFromLane(lanes_[offer.queue]));
  }
  return true;
}

void Simulator::beginToRetrieve(Index element, Index part) {
  const StorageModel& storage = model_.storages[model_.elements[element].detail];
  storages_[model_.elements[element].detail].is_storing = false;
  moveCrane(element, part, draw(storage.retrieve.of(parts_[part].part_type), storage.retrieve_stream));
}

/// For this flow, of the element that has room and cards for it.
void Simulator::fetch(Index flow) {
  const Index element = model_.flows[flow].from;
  StorageRun& run = storages_[model_.elements[element].detail];
  if (model_.flows[flow].control != kNone) bringForward(flow);
  const Index part = popFromLane(lanes_[bestLane(flow)]);
  run.bound = flow;
  run.place = keepRoom(flow, part);
  run.has_called = false;
  beginToRetrieve(element, part);
}

void Simulator::onStorageEvent(Index element, Index slot) {
  if (slot == model_.shifts[element].slot) return onShift(element);
  const ElementModel& model = model_.elements[element];
  StorageRun& run = storages_[model.detail];
  const Index part = run.carried;
  run.carried = kNone;
  if (run.is_storing) {
    appendToLane(lanes_[model.lanes_begin + parts_[part].route_class], part, false);
  } else {
    run.at_exit = part;
    run.at_exit_since = now_;
    sendFromExit(element);
  }
  restCrane(element);
}

/// Into an open element, if there is one.
void Simulator::sendFromExit(Index element) {
  const StorageRun& run = storages_[model_.elements[element].detail];
  if (run.at_exit == kNone) return;
  if (run.bound != kNone) return deliver(element);
  const Index part = run.at_exit;
  const Index flow = openFlow(element, parts_[part].route_class, part);
  if (flow == kNone) return;
  takeFromExit(element);
  enter(flow, part);
}

/// Into the room that was kept, or it calls for a vehicle.
void Simulator::deliver(Index element) {
  StorageRun& run = storages_[model_.elements[element].detail];
  const Index flow = run.bound;
  if (!isByVehicle(flow)) {
    if (!canUnload(model_.flows[flow].to)) return;
    const Index part = takeFromExit(element);
    return enterKeptRoom(flow, run.place, part);
  }
  if (run.has_called) return;
  run.has_called = true;
  JobRun job;
  job.ride = model_.flows[flow].ride;
  job.part = run.at_exit;
  job.to_place = run.place;
  job.asked_at = now_;
  transport_->request(job);
}

/// The element can take in again: the first part goes in that waits at the exit of a storage and has room there.
/// @returns whether there was one
bool Simulator::deliverFromExits(Index to) {
  const Range in = model_.elements[to].flows_in;
  for (Index i = in.begin; i < in.end; ++i) {
    const FlowModel& flow = model_.flows[model_.flows_in[i]];
    if (isTransfer(flow.from) && deliverFromTransfer(model_.flows_in[i])) return true;
    if (!flow.is_kept || flow.ride != kNone || elements_[flow.from].is_off) continue;
    const StorageRun& run = storages_[model_.elements[flow.from].detail];
    if (run.at_exit == kNone || run.bound != model_.flows_in[i]) continue;
    deliver(flow.from);
    if (run.carried == kNone) restCrane(flow.from);
    return true;
  }
  return false;
}

Index Simulator::takeFromExit(Index element) {
  const ElementModel& model = model_.elements[element];
  StorageRun& run = storages_[model.detail];
  const Index part = run.at_exit;
  run.at_exit = run.bound = kNone;
  leave(element, part);
  if (model_.storages[model.detail].has_rides_in) requestPull(element);
  return part;
}

/// Onto a vehicle, in closed hours too.
void Simulator::departFromExit(Index element) {
  static_cast<void>(takeFromExit(element));
  const bool is_at_rest = storages_[model_.elements[element].detail].carried == kNone;
  if (is_at_rest && !elements_[element].is_off) restCrane(element);
}

/// The crane has no job: the next is found when all moves of this instant are known.
void Simulator::restCrane(Index element) {
  const ElementModel& model = model_.elements[element];
  setState(model.places.begin, storages_[model.detail].at_exit == kNone ? State::Idle : State::Blocked);
  requestPull(element);
}

bool Simulator::hasSlot(Index element) const {
  const ElementRun& run = elements_[element];
  return !run.is_off && static_cast<std::uint64_t>(run.content + run.reserved) < model_.elements[element].capacity;
}

/// Fetches, else stores what has been brought, else takes in the part that has waited longest, else is open. Vehicles
/// are called for whatever the crane does.
void Simulator::pullStorage(Index element) {
  ElementRun& run = elements_[element];
  if (!retrieve(element)) {
    if (run.reserved > 0 && canUnload(element) && !deliverFromExits(element) && transport_) {
      transport_->unloadWithin(element);
    }
    while (hasRoom(element)) {
      const Index flow = longestWaiting(element);
      if (flow == kNone) break;
      hand(flow);
    }
  }
  while (model_.storages[model_.elements[element].detail].has_rides_in && hasSlot(element)) {
    const Index flow = longestRide(element);
    if (flow == kNone) break;
    book(flow);
  }
  run.is_pull_pending = false;
  run.is_open = hasRoom(element);
}

/// Since when the part at the exit has been waiting for this flow; where parts are fetched for one flow, since when the
/// next such has been in the storage. Else, where none is there but a stored part would take the
/// flow, whoever asks has room: the crane looks for a job once that is known.
Ticks Simulator::readyInStorage(Index flow) {
  const Index element = model_.flows[flow].from;
  const StorageRun& run = storages_[model_.elements[element].detail];
  if (elements_[element].is_off) return kNeverTicks;
  if (model_.storages[model_.elements[element].detail].keeps_room) {
    if (run.carried != kNone || run.at_exit != kNone) return kNeverTicks;
    if (model_.flows[flow].control != kNone) return offerFromLanes(flow).since;
    const Index lane = bestLane(flow);
    return lane == kNone ? kNeverTicks : parts_[lanes_[lane].head].arrived;
  }
  if (run.at_exit != kNone) {
    const PartRun& part = parts_[run.at_exit];
    const bool is_ready = leads(element, part.route_class, flow) && mayPass(flow, run.at_exit, part.part_type);
    return is_ready ? run.at_exit_since : kNeverTicks;
  }
  if (run.carried == kNone && bestLane(flow) != kNone) requestPull(element);
  return kNeverTicks;
}

Index Simulator::releaseFromStorage(Index flow) {
  const Index element = model_.flows[flow].from;
  const Index part = takeFromExit(element);
  if (storages_[model_.elements[element].detail].carried == kNone) restCrane(element);
  return part;
}

/// Its shift has begun or ended.
void Simulator::shiftStorage(Index element) {
  const ElementModel& model = model_.elements[element];
  StorageRun& run = storages_[model.detail];
  if (elements_[element].is_off) {
    if (run.carried == kNone) return;
    run.done_at -= now_;
    calendar_.cancel(model.first_slot);
    return;
  }
  sendFromExit(element);
  if (run.carried == kNone) return restCrane(element);
  run.done_at += now_;
  setState(model.places.begin, State::Busy);
  schedule(model.first_slot, run.done_at, kCompletion);
}

}  // namespace mw::events
