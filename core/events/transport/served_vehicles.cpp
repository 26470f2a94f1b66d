// SPDX-License-Identifier: Apache-2.0
#include <utility>

#include "core/events/elements/simulator.h"
#include "core/events/transport/transport.h"
#include "core/events/vehicle_mover.h"
#include "core/events/work_mover.h"

// Vehicles that stand before a robot whose arm a WorkMover moves. What they bring is the robot's as soon as it takes
// it, and lies on the bed until the gripper has it; what they fetch is theirs when the gripper opens over the bed. They
// drive when the arm is out of their way.

namespace mw::events {

/// The robot that is to load or unload it at the end of its way; kNone where none is.
Index Transport::robotFor(Index vehicle) const {
  const VehicleRun& run = vehicles_[vehicle];
  if (mover_ == nullptr || run.job == kNone) return kNone;
  const FlowModel& flow = flows_[model_.rides[jobs_.at(run.job).ride].flow];
  const bool is_at_pickup = run.errand == Errand::ToPickup || run.errand == Errand::Loading;
  const Index element = is_at_pickup ? flow.from : flow.to;
  return simulator_.isMovedRobot(element) && !simulator_.isTransfer(element) ? element : kNone;
}

/// By the arm, where the vehicle stands.
bool Transport::isHandled(Index vehicle) const {
  const Index robot = robotFor(vehicle);
  if (robot == kNone) return false;
  return simulator_.work_mover_->handles(robot, model_.rides[jobs_.at(vehicles_[vehicle].job).ride].flow, vehicle);
}

/// What it brings it hands over, at this instant where the robot can take it.
void Transport::beginAtArm(Index vehicle) {
  const VehicleRun& run = vehicles_[vehicle];
  if (run.errand == Errand::Unloading) return schedule(vehicle, now());
  const JobRun& job = jobs_.at(run.job);
  simulator_.putOntoVehicle(job, model_.rides[job.ride].flow, vehicle);
}

void Transport::takeFromArm(Index vehicle) {
  VehicleRun& run = vehicles_[vehicle];
  jobs_.setLoaded(run.job);
  const JobRun& job = jobs_.at(run.job);
  run.errand = Errand::AtArm;
  run.loaded_at = now();
  run.target = model_.rides[job.ride].drop;
  setActivity(vehicle, Activity::Loaded, false);
  const PartRun& part = simulator_.parts_[job.part];
  mover_->load(vehicle, {part.number, part.part_type}, flows_[model_.rides[job.ride].flow].from,
               SimTime::fromTicks(now()));
}

void Transport::loseAtArm(Index vehicle) {
  VehicleRun& run = vehicles_[vehicle];
  jobs_.setLoaded(run.job);
  jobs_.remove(std::exchange(run.job, kNone));
  run.errand = Errand::Unloaded;
  schedule(vehicle, now());
}

void Transport::clearOf(Index vehicle) {
  VehicleRun& run = vehicles_[vehicle];
  if (run.errand != Errand::AtArm) return;
  if (run.job == kNone) {
    free(vehicle);
  } else {
    run.errand = Errand::ToDrop;
    drive(vehicle);
  }
  simulator_.drain();
}

/// What an arm has put on it is off it again, before it drives.
bool Transport::dropAtArm(Index vehicle) {
  VehicleRun& run = vehicles_[vehicle];
  const JobRun job = jobs_.at(run.job);
  jobs_.remove(std::exchange(run.job, kNone));
  simulator_.loseLoad(job);
  simulator_.drain();
  return true;
}

}  // namespace mw::events
