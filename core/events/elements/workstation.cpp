// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "core/events/elements/elements.h"

namespace mw::events {

/// Everything that works on parts and is more than a plain station: needs pools, keeps a calendar, starts on full
/// loads, fails on a calendar or cycle basis, joins, splits, batches, inspects, handles.
///
/// A place gathers the parts of a job (one place of the element at a time), sets up, processes, and lets go of what
/// came out. A load whose time is up starts as it is, but for parts that have called for a vehicle and have no other
/// place to go to: it waits for these and takes nothing else. Setup and process run while the place is up, the element
/// on and all needed pools held, and resume where they stopped. A place is free again when everything has left it. What
/// ends with the shift is done. The doors of an enclosure are open until a job begins, close after its setup and open
/// after its process, before anything leaves: both take door time, which counts as setup and needs no pool. Before they
/// close they wait for parts that conveyors carry through them, which counts as setup too. States, the first that
/// holds: off, down, then by what it does: idle (empty or gathering), waiting (for pools), setup, busy, blocked.
///
///   {"id": "oven", "type": "station", "process": 1800, "batch_mode": {"size": 12, "timeout_s": 600},
///    "calendar": "day", "needs": [{"pool": "fitters", "for": ["setup"]}],
///    "failures": [{"id": "fan", "basis": "calendar", "time_to_failure": {"dist": "exponential", "mean_s": 9e5},
///                  "time_to_repair": 3600}]}
void Simulator::startWorkstation(Index element) {
  const ElementModel& model = model_.elements[element];
  const WorkstationModel& station = model_.workstations[model.detail];
  elements_[element].free_count = model.places.size();
  for (Index place = model.places.begin; place < model.places.end; ++place) {
    free_places_[place] = model.places.begin + (model.places.end - 1 - place);
    startClocks(element, place);
  }
  if (station.calendar == kNone) return;
  const factory::WorkCalendar& calendar = model_.calendars[station.calendar];
  workstations_[model.detail].is_off = !calendar.isOpen(SimTime());
  schedule(calendarSlot(element), calendar.nextChange(SimTime()).ticks(), kCalendar);
  for (Index place = model.places.begin; place < model.places.end; ++place) updateWorkState(element, place);
}

WorkPlaceRun& Simulator::workPlace(Index element, Index place) {
  const ElementModel& model = model_.elements[element];
  return work_places_[model_.workstations[model.detail].first_place + place - model.places.begin];
}

const WorkPlaceRun& Simulator::workPlace(Index element, Index place) const {
  const ElementModel& model = model_.elements[element];
  return work_places_[model_.workstations[model.detail].first_place + place - model.places.begin];
}

Ticks* Simulator::clocksOf(Index element, Index place) {
  const ElementModel& model = model_.elements[element];
  const StationModel& base = model_.stations[model_.workstations[model.detail].station];
  return failure_clocks_.data() + base.first_clock + (place - model.places.begin) * base.failures.size();
}

Index Simulator::workSlot(Index element, Index place) const {
  const ElementModel& model = model_.elements[element];
  return model.first_slot + (place - model.places.begin) * model_.workstations[model.detail].slots_per_place;
}

Index Simulator::calendarSlot(Index element) const {
  const ElementModel& model = model_.elements[element];
  return model.first_slot + model.places.size() * model_.workstations[model.detail].slots_per_place;
}

/// The part type of a class, where classes tell part types apart.
std::uint16_t Simulator::partTypeOfClass(Index element, Index route_class) const {
  const ElementModel& model = model_.elements[element];
  if (model.choice != RouteChoice::DrawnByPart) return static_cast<std::uint16_t>(route_class);
  return static_cast<std::uint16_t>(route_class / (model.drawn.size() / model_.part_types));
}

/// Lets setup or process run if nothing is in the way; asks for pools.
void Simulator::resumeWork(Index element, Index place) {
  PlaceRun& run = places_[place];
  WorkPlaceRun& work = workPlace(element, place);
  const bool is_task =
      run.phase == Phase::Setup || run.phase == Phase::Process || run.phase == Phase::PutDown || isDoorPhase(run.phase);
  const bool may_run = is_task && !work.is_down && !workstations_[model_.elements[element].detail].is_off;
  if (may_run && work.running_since < 0 && acquire(element, place, false)) {
    work.running_since = now_;
    if (isMovedTask(element, place)) {
      runMovedTask(element, place);
      return updateWorkState(element, place);
    }
    if (isDoorPhase(run.phase) && isMovedDoor(element)) {
      if (work.is_door_there) schedule(workSlot(element, place), now_, kCompletion);
      return updateWorkState(element, place);
    }
    const bool may_fail = run.phase == Phase::Process || run.phase == Phase::PutDown;
    run.fails_first = may_fail && run.next_failure - run.operating < run.process_left;
    const Ticks length = run.fails_first ? run.next_failure - run.operating : run.process_left;
    schedule(workSlot(element, place), now_ + length, run.fails_first ? kFailure : kCompletion);
  }
  updateWorkState(element, place);
}

/// Setup or process stands still; its pools may serve others.
void Simulator::pauseWork(Index element, Index place) {
  if (workPlace(element, place).running_since < 0) {
    withdraw(element, place, false);
    return;
  }
  stopWork(element, place);
  if (isMovedTask(element, place)) work_mover_->setRunning(element, false, SimTime::fromTicks(now_));
}

void Simulator::stopWork(Index element, Index place) {
  PlaceRun& run = places_[place];
  WorkPlaceRun& work = workPlace(element, place);
  const Ticks ran = now_ - work.running_since;
  run.process_left -= ran;
  if (run.phase != Phase::Setup && !isDoorPhase(run.phase)) run.operating += ran;
  work.running_since = -1;
  calendar_.cancel(workSlot(element, place));
  releasePools(element, place);
}

void Simulator::onWorkstationEvent(Index element, Index slot) {
  const ElementModel& model = model_.elements[element];
  const WorkstationModel& station = model_.workstations[model.detail];
  if (slot == calendarSlot(element)) return onCalendarEvent(element);
  const Index within = slot - model.first_slot;
  const Index place = model.places.begin + within / station.slots_per_place;
  const Index purpose = within % station.slots_per_place;
  PlaceRun& run = places_[place];
  if (purpose == 1) return endRepair(element, place);
  if (purpose > 1) return strike(element, place, station.calendar_failures[purpose - 2]);
  if (run.phase == Phase::Gathering) {
    workPlace(element, place).is_due = true;
    elements_[element].is_open = false;
    startIfDue(element);
    requestPull(element);
  } else if (run.phase == Phase::Setup) {
    endSetup(element, place);
  } else if (isDoorPhase(run.phase)) {
    endDoorPhase(element, place);
  } else if (run.fails_first) {
    strike(element, place, run.failing);
  } else {
    run.operating += run.process_left;
    workPlace(element, place).running_since = -1;
    releasePools(element, place);
    if (run.phase == Phase::PutDown) return endCarryOut(element, place);
    if (station.door > 0) return moveDoors(element, place, Phase::Opening);
    finishJob(element, place);
  }
}

/// Doors take their time, or somebody outside does; what the operators of the process wait for, they keep.
void Simulator::moveDoors(Index element, Index place, Phase phase) {
  WorkPlaceRun& work = workPlace(element, place);
  places_[place].phase = phase;
  places_[place].process_left = model_.workstations[model_.elements[element].detail].door;
  if (phase == Phase::Closing) places_[place].process_left += std::max<Ticks>(0, work.doorway_until - now_);
  work.is_door_there = false;
  if (isMovedDoor(element)) door_mover_->move(element, phase == Phase::Opening, SimTime::fromTicks(now_));
  resumeWork(element, place);
}

/// A conveyor carries a part in or out.
void Simulator::reachIntoDoorway(Index flow) {
  const FlowModel& way = model_.flows[flow];
  const bool is_in = model_.elements[way.to].kind == ElementKind::Workstation;
  const Index element = is_in ? way.to : way.from;
  WorkPlaceRun& work = workPlace(element, model_.elements[element].places.begin);
  work.doorway_until = std::max(work.doorway_until, now_ + way.doorway);
}

void Simulator::endDoorPhase(Index element, Index place) {
  PlaceRun& run = places_[place];
  WorkPlaceRun& work = workPlace(element, place);
  work.running_since = -1;
  if (run.phase == Phase::Opening) return finishJob(element, place);
  run.phase = Phase::Process;
  run.process_left = work.process;
  resumeWork(element, place);
}

void Simulator::doorsMoved(Index element) {
  const Index place = model_.elements[element].places.begin;
  WorkPlaceRun& work = workPlace(element, place);
  if (!isDoorPhase(places_[place].phase) || work.is_door_there) return;
  work.is_door_there = true;
  if (work.running_since < 0) return;  // goes on when it runs again
  countAtInstant(element);
  endDoorPhase(element, place);
  drain();
}

/// The doors of an enclosure close first.
void Simulator::beginProcess(Index element, Index place) {
  if (model_.workstations[model_.elements[element].detail].door > 0) return moveDoors(element, place, Phase::Closing);
  places_[place].phase = Phase::Process;
  places_[place].process_left = workPlace(element, place).process;
  resumeWork(element, place);
}

/// What the process needs too is kept.
void Simulator::endSetup(Index element, Index place) {
  const WorkstationModel& station = model_.workstations[model_.elements[element].detail];
  WorkPlaceRun& work = workPlace(element, place);
  work.running_since = -1;
  for (Index need = station.needs.begin; need < station.own_needs_end; ++need) {
    if (!model_.needs[need].for_process) releaseNeed(element, place, need);
  }
  beginProcess(element, place);
}

void Simulator::finishJob(Index element, Index place) {
  const ElementModel& model = model_.elements[element];
  const WorkstationModel& station = model_.workstations[model.detail];
  WorkPlaceRun& work = workPlace(element, place);
  StationRun& counts = stations_[station.station];
  const TimeModel& process = model_.stations[station.station].process;
  counts.planned_run_s += station.job == Job::Transfer ? SimTime::fromTicks(work.process).seconds()
                                                       : process.of(parts_[work.head].part_type).mean() / station.speed;
  if (station.job == Job::Disassembly) splitPart(element, place);
  if (station.job == Job::Unbatch) unpackLoad(element, place);
  places_[place].phase = Phase::Blocked;
  work.parts_waiting = work.parts_in;
  Index part = work.head;
  work.head = work.tail = kNone;
  work.parts_in = 0;
  while (part != kNone) {
    const Index next = parts_[part].next;
    const Index route_class = classAfterJob(element, part);
    parts_[part].route_class = static_cast<std::uint16_t>(route_class);
    if (isOwnRework(element, route_class) && station.load == 1) return repeatJob(element, place, part);
    const Index flow = openFlow(element, route_class, part);
    if (flow != kNone && !isByVehicle(flow) && !isPutDown(flow)) {
      leave(element, part);
      --work.parts_waiting;
      enter(flow, part);
    } else {
      parts_[part].key = now_;
      appendToLane(lanes_[model.lanes_begin + route_class], part, false);
      if (flow != kNone) book(flow);
    }
    part = next;
  }
  if (work.parts_waiting == 0) {
    freePlace(element, place);
  } else {
    updateWorkState(element, place);
  }
  if (!putsDown(element)) countCycle(element, place);  // else its job is done when the part is put down
}

bool Simulator::isOwnRework(Index element, Index route_class) const {
  const Route route = model_.routes[model_.elements[element].first_route + route_class];
  return route.size() == 1 && model_.flows[model_.route_flows[route.begin]].to == element;
}

/// Rework on the spot: the place it frees is the room it needs.
void Simulator::repeatJob(Index element, Index place, Index part) {
  leave(element, part);
  countAtInstant(element);
  const auto here = static_cast<std::int32_t>(element);
  if (recording_ != nullptr) noteMove(part, here, here);
  arrive(element, part);
  WorkPlaceRun& work = workPlace(element, place);
  work.head = work.tail = part;
  parts_[part].next = kNone;
  work.parts_in = 1;
  work.parts_waiting = 0;
  const Index gathering = workstations_[model_.elements[element].detail].gathering;
  startJob(element, place);
  workstations_[model_.elements[element].detail].gathering = gathering;
  countCycle(element, place);
}

void Simulator::freePlace(Index element, Index place) {
  places_[place].phase = Phase::Free;
  if (!workPlace(element, place).is_down) {
    free_places_[model_.elements[element].places.begin + elements_[element].free_count++] = place;
    startIfDue(element);
    requestPull(element);
  }
  updateWorkState(element, place);
}

void Simulator::updateWorkState(Index element, Index place) {
  const PlaceRun& run = places_[place];
  const WorkPlaceRun& work = workPlace(element, place);
  State state = State::Idle;
  if (workstations_[model_.elements[element].detail].is_off) {
    state = State::Off;
  } else if (work.is_down) {
    state = State::Down;
  } else if (run.phase == Phase::Blocked) {
    state = State::Blocked;
  } else if (run.phase == Phase::Setup || run.phase == Phase::Process || run.phase == Phase::PutDown ||
             isDoorPhase(run.phase)) {
    const State at_work = run.phase == Phase::Setup || isDoorPhase(run.phase) ? State::Setup : State::Busy;
    state = work.running_since >= 0 ? at_work : State::Waiting;
  }
  setState(place, state);
}

Index Simulator::releaseFromWorkstation(Index flow) {
  const Index element = model_.flows[flow].from;
  const Index part = popFromLane(lanes_[bestLane(flow)]);
  departFromWorkstation(element, part);
  return part;
}

/// A vehicle that was called takes its part from a place that is down or off too.
void Simulator::departFromWorkstation(Index element, Index part) {
  const Index place = extras_[part].place;
  leave(element, part);
  if (isMovedRobot(element)) work_mover_->giveAway(element, SimTime::fromTicks(now_));
  WorkPlaceRun& work = workPlace(element, place);
  if (--work.parts_waiting == 0 && places_[place].phase == Phase::Blocked) freePlace(element, place);
  if (isMovedRobot(element)) countCycle(element, place);
}

void Simulator::onCalendarEvent(Index element) {
  const WorkstationModel& station = model_.workstations[model_.elements[element].detail];
  const factory::WorkCalendar& calendar = model_.calendars[station.calendar];
  schedule(calendarSlot(element), calendar.nextChange(SimTime::fromTicks(now_)).ticks(), kCalendar);
  switchWorkstation(element, calendar.isOpen(SimTime::fromTicks(now_)));
}

void Simulator::switchWorkstation(Index element, bool is_on) {
  const ElementModel& model = model_.elements[element];
  workstations_[model.detail].is_off = !is_on;
  for (Index place = model.places.begin; place < model.places.end; ++place) {
    if (!is_on) pauseWork(element, place);
    resumeWork(element, place);
  }
  elements_[element].is_open = false;
  if (!is_on) return;
  if (workstations_[model.detail].is_moved) askForEntry(element, model.places.begin);
  requestPull(element);
  offerFinished(element);
  if (isTransfer(element)) retryCarryOut(element);
}

/// What was finished may leave again.
void Simulator::offerFinished(Index element) {
  const ElementModel& model = model_.elements[element];
  for (Index route = model.first_route; route < model.first_route + model.classes; ++route) {
    if (lanes_[model.lanes_begin + route - model.first_route].head == kNone) continue;
    const Route flows = model_.routes[route];
    for (Index i = flows.begin; i < flows.end; ++i) requestPull(model_.flows[model_.route_flows[i]].to);
  }
}

}  // namespace mw::events
