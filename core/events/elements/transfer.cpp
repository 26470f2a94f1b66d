// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "core/events/elements/elements.h"

namespace mw::events {
namespace {

Ticks ticksOf(double seconds) {
  return SimTime::fromSeconds(seconds).ticks();
}

}  // namespace

/// Turntables, lifts and pushers: one part at a time from one conveyor to another, in a time that follows from where it
/// comes from and where it goes (core/factory/transfer_device.h):
///
///   approach + carry in   [+ turn with the part]   + carry out   [+ until its rear is off]
///
/// The logic of the controls that such devices have:
///
/// - Free, it goes to the conveyor of a part that waits, the one that has waited longest (priorities first). Where none
///   waits it goes back to the first conveyor that leads to it, and is free meanwhile: a part that comes now waits
///   until it is there. A pusher's blade goes back always.
/// - A part with one way to go is turned there at once, though that may be closed. A part with several is asked where
///   it goes when it stands in the middle (on a pusher: when it can still be stopped); it waits there for a way that
///   is free, and then is turned.
/// - It hands a part on only when the next element has room, which is kept from then on; nobody else comes onto that
///   conveyor's start meanwhile.
///
/// A workstation otherwise: it fails, keeps hours, needs pools while it takes a part in. States: off, down, idle while
/// it is empty (going back too), waiting (for pools), busy, blocked while its part waits for a way.
///
///   {"id": "t1", "type": "turntable", "diameter_m": 1.2, "speed_mps": 0.5, "turn_speed_degps": 60}
void Simulator::startTransfer(Index element) {
  transferRun(element).stand = transferModel(element).device.home();
}

/// From where it is to where it takes the part in; from now on it stands there.
Ticks Simulator::approachTime(Index element, const factory::TransferPort& port) {
  const factory::TransferDevice& device = transferModel(element).device;
  TransferRun& run = transferRun(element);
  const double to = port.rides ? port.stand : device.home();
  const double from = run.stand;
  run.stand = to;
  if (now_ == run.free_since) return ticksOf(device.timeBetween_s(from, to));
  const Ticks home_at = run.free_since + ticksOf(device.timeBetween_s(from, device.home()));
  return std::max<Ticks>(0, home_at - now_) + ticksOf(device.timeBetween_s(device.home(), to));
}

/// Until the part is in the middle and, where it has one way to go, turned there.
Ticks Simulator::carryInTime(Index element, Index place) {
  const TransferModel& model = transferModel(element);
  TransferRun& run = transferRun(element);
  const WorkPlaceRun& work = workPlace(element, place);
  const factory::TransferPort& in = *model.device.portOf(work.came_by);
  // A belt that runs on brings the part up to the stop at the edge; one that stops leaves it where it was seen.
  const ElementModel& before = model_.elements[in.neighbour];
  const bool closes_up = before.kind == ElementKind::Conveyor && model_.conveyors[before.detail].is_accumulating;
  const double hold_m =
      closes_up ? model.half_length_m[parts_[work.head].part_type] : factory::holdBefore_m(model.half_part_m);
  Ticks time = approachTime(element, in) + ticksOf(model.device.carryIn_s(in, hold_m));
  run.turned_to = onlyFlow(element, work.head);
  const factory::TransferPort* out = run.turned_to == kNone ? nullptr : model.device.portOf(run.turned_to);
  if (out == nullptr || !out->rides || out->is_push) return time;
  time += ticksOf(model.device.timeBetween_s(run.stand, out->stand));
  run.stand = out->stand;
  return time;
}

/// The one flow that the part can take; kNone where it has a choice, or where that is drawn.
Index Simulator::onlyFlow(Index element, Index part) const {
  const ElementModel& model = model_.elements[element];
  if (model.choice != RouteChoice::OnlyOne && model.choice != RouteChoice::ByPart) return kNone;
  const Index route_class = model.choice == RouteChoice::OnlyOne ? 0 : parts_[part].part_type;
  const Route route = model_.routes[model.first_route + route_class];
  return route.size() == 1 ? model_.route_flows[route.begin] : kNone;
}

/// From the middle until the part goes into the next element; from now on it stands for that flow.
Ticks Simulator::carryOutTime(Index element, Index flow, Index part) {
  const factory::TransferDevice& device = transferModel(element).device;
  TransferRun& run = transferRun(element);
  const factory::TransferPort& port = *device.portOf(flow);
  const bool is_turned = run.turned_to == flow && !port.is_push;
  const Ticks turn =
      port.rides && !port.is_push && !is_turned ? ticksOf(device.timeBetween_s(run.stand, port.stand)) : 0;
  if (port.rides) run.stand = port.stand;
  const Ticks ready_at = parts_[part].key;
  const Ticks out = ticksOf(device.carryOut_s(port));
  const bool came_riding = device.portOf(workPlace(element, model_.elements[element].places.begin).came_by)->rides;
  if (device.stopsAll() || !came_riding) return turn + out;
  if (ready_at == now_) return ticksOf(device.runOn_s(port));
  const Ticks rests_at = ready_at + ticksOf(device.belt_mps / device.ramp_mps2);
  return std::max<Ticks>(0, rests_at - now_) + out;
}

/// Its part is over the edge, or has left it.
void Simulator::endCarryOut(Index element, Index place) {
  const WorkPlaceRun& work = workPlace(element, place);
  if (work.bound != kNone) {
    if (mayCarryOver(model_.flows[work.bound].to)) return carryOver(element, place);
    transferRun(element).waits_at_entry = true;
    places_[place].phase = Phase::Blocked;
    return updateWorkState(element, place);
  }
  transferRun(element).free_since = now_;
  freeMoved(element, place);
  countCycle(element, place);
}

void Simulator::carryOver(Index element, Index place) {
  WorkPlaceRun& work = workPlace(element, place);
  const TransferModel& model = transferModel(element);
  const Index flow = work.bound;
  const Index kept = work.at_bound;
  const Index part = takeHeld(element, place);
  transferRun(element).waits_at_entry = false;
  PlaceRun& run = places_[place];
  run.phase = Phase::PutDown;
  run.process_left =
      ticksOf(model.device.clear_s(*model.device.portOf(flow), model.half_length_m[parts_[part].part_type]));
  notePlanned(element, run.process_left);
  resumeWork(element, place);
  enterKeptRoom(flow, kept, part);
}

void Simulator::notePlanned(Index element, Ticks time) {
  const WorkstationModel& station = model_.workstations[model_.elements[element].detail];
  stations_[station.station].planned_run_s += SimTime::fromTicks(time).seconds();
}

/// It runs again, or what it waits for is open: it may hand its part on.
void Simulator::retryCarryOut(Index element) {
  if (!transferRun(element).waits_at_entry || keepsFinished(element)) return;
  endCarryOut(element, model_.elements[element].places.begin);
}

bool Simulator::deliverFromTransfer(Index flow) {
  const Index element = model_.flows[flow].from;
  const bool waits = transferRun(element).waits_at_entry && !keepsFinished(element);
  if (!waits || workPlace(element, model_.elements[element].places.begin).bound != flow) return false;
  carryOver(element, model_.elements[element].places.begin);
  return true;
}

/// Whether the next element takes the part that it has kept room for: a conveyor's entry is the device's own.
bool Simulator::mayCarryOver(Index to) const {
  const ElementModel& model = model_.elements[to];
  if (model.kind != ElementKind::Conveyor) return canUnload(to);
  return conveyors_[model.detail].is_entry_clear && !elements_[to].is_off;
}

/// The part that was on its way is lost: others may come onto the conveyor.
void Simulator::offerPromised(Index to) {
  const ElementModel& model = model_.elements[to];
  if (model.kind != ElementKind::Conveyor || !conveyors_[model.detail].is_moved) return;
  if (conveyors_[model.detail].is_entry_clear && !elements_[to].is_off) offerEntry(to);
}

/// A part is on its way onto a conveyor's start, or has got there.
void Simulator::promiseEntry(Index flow, std::int64_t change) {
  const Index to = model_.flows[flow].to;
  if (model_.elements[to].kind == ElementKind::Conveyor) elements_[to].promised += change;
}

}  // namespace mw::events
