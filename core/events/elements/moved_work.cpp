// SPDX-License-Identifier: Apache-2.0
#include "core/events/elements/elements.h"

// Robots whose arms a WorkMover moves. Such a robot has one place, and no time of its own: what it does ends when the
// mover says so. The part that it has ready waits in a lane like any finished part; the flow that it takes then is
// booked like one by vehicle, with room and cards kept until the gripper opens.

namespace mw::events {
namespace {

constexpr Ticks kFar = 100LL * 365 * 86400 * SimTime::kTicksPerSecond;

}  // namespace

/// What no event ends.
bool Simulator::isMovedTask(Index element, Index place) const {
  const Phase phase = places_[place].phase;
  return (phase == Phase::Process || phase == Phase::PutDown) && isMovedRobot(element);
}

/// Whether what is finished can't leave now: the element is off, or its arm is down.
bool Simulator::keepsFinished(Index element) const {
  const WorkstationRun& run = workstations_[model_.elements[element].detail];
  return run.is_off || (putsDown(element) && workPlace(element, model_.elements[element].places.begin).is_down);
}

/// Only a failure ends it from inside.
void Simulator::runMovedTask(Index element, Index place) {
  PlaceRun& run = places_[place];
  WorkPlaceRun& work = workPlace(element, place);
  run.fails_first = run.next_failure - run.operating < kFar;
  if (run.fails_first) schedule(workSlot(element, place), now_ + run.next_failure - run.operating, kFailure);
  if (work.is_told) return work_mover_->setRunning(element, true, SimTime::fromTicks(now_));
  work.is_told = true;
  const PartRun& part = parts_[work.head];
  const Index only_flow = isTransfer(element) ? onlyFlow(element, work.head) : kNone;
  work_mover_->begin(element,
                     {{part.number, part.part_type}, work.came_by, SimTime::fromTicks(work.process), only_flow},
                     SimTime::fromTicks(now_));
}

bool Simulator::endMovedWork(Index element) {
  const Index place = model_.elements[element].places.begin;
  const WorkPlaceRun& work = workPlace(element, place);
  if (places_[place].phase != Phase::Process || work.running_since < 0) return false;
  countAtInstant(element);
  stopWork(element, place);
  finishJob(element, place);
  drain();
  return true;
}

/// The flow of a finished part: its room is kept from now on.
void Simulator::beginPutDown(Index flow) {
  const Index element = model_.flows[flow].from;
  Index place = kNone;
  const Index part = setAside(flow, place);
  place = model_.elements[element].places.begin;
  WorkPlaceRun& work = workPlace(element, place);
  work.bound = flow;
  work.held = part;
  if (isTransfer(element)) promiseEntry(flow, 1);
  work.at_bound = keepRoom(flow, part);
  if (!sharesEntry(flow)) return startPutDown(element, place);
  work.entry_since = now_;
  places_[place].phase = Phase::Blocked;
  updateWorkState(element, place);
  askForEntry(element, place);
}

/// The part waits in the gripper, its room at the other end is kept.
void Simulator::putOntoVehicle(const JobRun& job, Index flow, Index vehicle) {
  const Index element = model_.flows[flow].from;
  const Index place = job.from_place != kNone ? job.from_place : model_.elements[element].places.begin;
  WorkPlaceRun& work = workPlace(element, place);
  work.bound = flow;
  work.held = job.part;
  work.at_bound = job.to_place;
  work.vehicle = vehicle;
  countAtInstant(element);
  startPutDown(element, place);
}

void Simulator::startPutDown(Index element, Index place) {
  places_[place].phase = Phase::PutDown;
  WorkPlaceRun& work = workPlace(element, place);
  if (work.vehicle != kNone) {
    work_mover_->placeOnto(element, work.bound, work.vehicle, SimTime::fromTicks(now_));
  } else if (isMovedRobot(element)) {
    work_mover_->place(element, work.bound, SimTime::fromTicks(now_));
  } else {
    places_[place].process_left = carryOutTime(element, work.bound, work.held);
    notePlanned(element, places_[place].process_left);
  }
  resumeWork(element, place);
  // Down, off shift or without its operator it has its way, but does not move yet.
  if (isMovedRobot(element) && work.running_since < 0)
    work_mover_->setRunning(element, false, SimTime::fromTicks(now_));
}

/// Where others feed the belt too the arm goes down only when the entry is its own: it would be in their way.
bool Simulator::sharesEntry(Index flow) const {
  const ElementModel& to = model_.elements[model_.flows[flow].to];
  return to.kind == ElementKind::Conveyor && to.flows_in.size() > 1 && conveyors_[to.detail].is_moved &&
         !isTransfer(model_.flows[flow].from);
}

/// It waits for an entry, or may wait no more.
void Simulator::askForEntry(Index element, Index place) {
  const WorkPlaceRun& work = workPlace(element, place);
  if (work.entry_since < 0) return;
  const Index to = model_.flows[work.bound].to;
  if (conveyors_[model_.elements[to].detail].is_entry_clear && !elements_[to].is_off) offerEntry(to);
}

/// Since when an arm that can go on waits with a part of this flow; kNeverTicks when none does.
Ticks Simulator::entryAskedFor(Index flow) const {
  const Index element = model_.flows[flow].from;
  const WorkPlaceRun& work = workPlace(element, model_.elements[element].places.begin);
  const bool stands = work.is_down || workstations_[model_.elements[element].detail].is_off;
  return work.bound == flow && work.entry_since >= 0 && !stands ? work.entry_since : kNeverTicks;
}

bool Simulator::putDown(Index element) {
  const Index place = model_.elements[element].places.begin;
  PlaceRun& run = places_[place];
  WorkPlaceRun& work = workPlace(element, place);
  const bool is_off = workstations_[model_.elements[element].detail].is_off;
  if (work.bound == kNone || work.is_down || is_off) return false;
  if (work.vehicle == kNone && !mayPutDown(element, model_.flows[work.bound].to)) {
    if (run.phase != Phase::PutDown) return false;
    stopWork(element, place);
    run.phase = Phase::Blocked;
    updateWorkState(element, place);
    return false;
  }
  countAtInstant(element);
  const Index flow = work.bound;
  const Index kept = work.at_bound;
  const Index part = takeHeld(element, place);
  run.phase = Phase::PutDown;
  resumeWork(element, place);
  if (work.vehicle != kNone) {
    transport_->takeFromArm(work.vehicle);
    arrive(model_.transport.fleets[model_.transport.rides[model_.flows[flow].ride].fleet].element, part);
    drain();
    return true;
  }
  enterKeptRoom(flow, kept, part);
  if (const ElementModel& to = model_.elements[model_.flows[flow].to]; to.kind == ElementKind::Conveyor)
    conveyors_[to.detail].is_last_by_arm = true;
  drain();
  return true;
}

/// A belt whose entry this arm has is closed to all others.
bool Simulator::mayPutDown(Index element, Index to) const {
  const ElementModel& model = model_.elements[to];
  if (isTransfer(element)) return mayCarryOver(to);
  if (model.kind != ElementKind::Conveyor || conveyors_[model.detail].entry_of != element) return canUnload(to);
  return !elements_[to].is_off;
}

/// The part that was to be put down leaves the robot.
Index Simulator::takeHeld(Index element, Index place) {
  WorkPlaceRun& work = workPlace(element, place);
  const Index part = work.held;
  if (isTransfer(element)) promiseEntry(work.bound, -1);
  work.bound = work.held = kNone;
  work.entry_since = -1;
  leave(element, part);
  return part;
}

bool Simulator::endPutDown(Index element) {
  const Index place = model_.elements[element].places.begin;
  const WorkPlaceRun& work = workPlace(element, place);
  const bool is_away = places_[place].phase == Phase::PutDown && work.bound == kNone;
  if (!is_away || work.running_since < 0) return false;
  countAtInstant(element);
  stopWork(element, place);
  const Index vehicle = workPlace(element, place).vehicle;
  freeMoved(element, place);
  countCycle(element, place);
  drain();
  if (vehicle != kNone) transport_->clearOf(vehicle);
  return true;
}

/// Its arm has no part for the belt any more.
void Simulator::yieldEntry(Index element, Index to) {
  ConveyorRun& belt = conveyors_[model_.elements[to].detail];
  workPlace(element, model_.elements[element].places.begin).entry_since = -1;
  if (belt.entry_of != element) return;
  belt.entry_of = kNone;
  if (belt.is_entry_clear && !elements_[to].is_off) offerEntry(to);
}

void Simulator::freeMoved(Index element, Index place) {
  WorkPlaceRun& work = workPlace(element, place);
  work.parts_in = work.parts_waiting = 0;
  work.head = work.tail = kNone;
  work.vehicle = kNone;
  freePlace(element, place);
}

bool Simulator::dropWork(Index element) {
  const ElementModel& model = model_.elements[element];
  const Index place = model.places.begin;
  const PlaceRun& run = places_[place];
  WorkPlaceRun& work = workPlace(element, place);
  Index part = kNone;
  if (run.phase == Phase::Process) {
    part = work.head;
    if (work.running_since >= 0) {
      stopWork(element, place);
    } else {
      withdraw(element, place, false);
    }
    leave(element, part);
  } else if (work.bound != kNone) {
    const Index to = model_.flows[work.bound].to;
    giveKeptRoom(to, work.at_bound, work.held);
    if (work.entry_since >= 0) yieldEntry(element, to);
    if (model_.elements[to].kind == ElementKind::Workstation) startIfDue(to);
    requestPull(to);
    if (work.running_since >= 0) stopWork(element, place);
    part = takeHeld(element, place);
    if (isTransfer(element)) offerPromised(to);
    if (work.vehicle != kNone) transport_->loseAtArm(work.vehicle);
  } else if (run.phase == Phase::Blocked) {
    for (Index lane = model.lanes_begin; part == kNone && lane < model.lanes_begin + model.classes; ++lane) {
      if (lanes_[lane].head != kNone) part = popFromLane(lanes_[lane]);
    }
    if (part == kNone) return false;  // called for
    leave(element, part);
  } else {
    return false;
  }
  countAtInstant(element);
  scrapPart(element, part);
  freeMoved(element, place);
  drain();
  return true;
}

}  // namespace mw::events
