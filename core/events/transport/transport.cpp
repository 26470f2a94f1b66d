// SPDX-License-Identifier: Apache-2.0
#include "core/events/transport/transport.h"

#include <algorithm>
#include <cmath>

#include "core/events/elements/simulator.h"
#include "core/events/vehicle_mover.h"

namespace mw::events {

Transport::Transport(const Model& model, Simulator& simulator)
    : model_(model.transport),
      flows_(model.flows),
      simulator_(simulator),
      jobs_(model.transport),
      traffic_(model.transport.tracks, model.transport.vehicles),
      vehicles_(model.transport.vehicles),
      fleets_(model.transport.fleets.size()),
      entries_(model.elements.size()),
      tracks_behind_(model.transport.vehicles) {
  for (Index i = 0; i < model_.fleets.size(); ++i) {
    const FleetModel& fleet = model_.fleets[i];
    for (Index v = 0; v < fleet.vehicles; ++v) {
      VehicleRun& vehicle = vehicles_[fleet.first_vehicle + v];
      vehicle.fleet = i;
      vehicle.slot = model.elements[fleet.element].first_slot + v;
      vehicle.node = fleet.start;
      vehicle.battery = Battery(fleet.battery.capacity_kws);
    }
  }
}

Ticks Transport::now() const {
  return simulator_.now_;
}

void Transport::schedule(Index vehicle, Ticks at) {
  simulator_.schedule(vehicles_[vehicle].slot, at, kCompletion);
}

void Transport::start() {
  for (Index v = 0; v < vehicles_.size(); ++v) {
    if (mover_ != nullptr) mover_->place(v, fleetOf(v).road_nodes[vehicles_[v].node]);
    park(v);
  }
}

void Transport::setActivity(Index vehicle, Activity activity, bool drives) {
  VehicleRun& run = vehicles_[vehicle];
  run.ticks[static_cast<std::size_t>(run.activity)] += now() - run.since;
  run.since = now();
  run.activity = activity;
  if (simulator_.recording_ != nullptr) note(vehicle, drives);
  const BatteryModel& battery = fleetOf(vehicle).battery;
  if (!battery.exists) return;
  const double power_kw = activity == Activity::Charging ? 0 : drives ? battery.drive_kw : battery.idle_kw;
  if (run.battery.drain(now(), power_kw)) ++fleets_[run.fleet].ran_empty;
}

void Transport::note(Index vehicle, bool drives) {
  const VehicleRun& run = vehicles_[vehicle];
  const FleetModel& fleet = fleetOf(vehicle);
  const auto road = [&](Index node) { return node == kNone ? VehicleMove::kNone : fleet.road_nodes[node]; };
  VehicleMove move;
  move.at = SimTime::fromTicks(now());
  move.until = drives ? SimTime::fromTicks(run.at_node) : move.at;
  move.fleet = run.fleet;
  move.vehicle = vehicle - fleet.first_vehicle;
  move.activity = run.activity;
  move.from = road(drives ? run.from : run.node);
  move.to = road(run.node);
  move.before = road(drives ? run.before : run.from);
  const bool carries = run.errand == Errand::ToDrop || run.errand == Errand::Unloading ||
                       run.errand == Errand::AtEntry || (run.errand == Errand::AtArm && run.job != kNone);
  if (carries) {
    const JobRun& job = jobs_.at(run.job);
    move.part = simulator_.parts_[job.part].number;
    move.part_type = simulator_.parts_[job.part].part_type;
    move.taken_from = static_cast<std::int32_t>(flows_[model_.rides[job.ride].flow].from);
    move.loaded_at = SimTime::fromTicks(run.loaded_at);
  }
  simulator_.recording_->addVehicle(move);
}

/// Onto the next arc of its way, or into the line before it, or it is there.
void Transport::drive(Index vehicle) {
  VehicleRun& run = vehicles_[vehicle];
  const FleetModel& fleet = fleetOf(vehicle);
  const Index arc = fleet.arcTo(run.target, run.node);
  run.is_called = arc == kNone && !isBodyThere(vehicle);
  if (run.is_called) return setActivity(vehicle, Activity::Waiting, false);
  if (arc == kNone) return arrive(vehicle);
  const Index track = fleet.arcs[arc].track;
  if (track != kNone && !traffic_.enter(track, vehicle)) {
    run.waits = track;
    setActivity(vehicle, Activity::Waiting, false);
    // Who waits for a track may make way for the one that is on it.
    if (mover_ != nullptr) mover_->park(vehicle, SimTime::fromTicks(now()));
    return;
  }
  go(vehicle);
}

void Transport::go(Index vehicle) {
  VehicleRun& run = vehicles_[vehicle];
  const FleetModel& fleet = fleetOf(vehicle);
  run.waits = kNone;
  run.arc = fleet.arcTo(run.target, run.node);
  const ArcModel& arc = fleet.arcs[run.arc];
  run.before = run.from;
  run.from = run.node;
  run.node = arc.to;
  run.at_node = now() + arc.time;
  setActivity(vehicle, run.errand == Errand::ToDrop ? Activity::Loaded : Activity::Empty, true);
  if (mover_ == nullptr) return schedule(vehicle, run.at_node);
  driveBody(vehicle);
}

void Transport::leaveTrack(Index track) {
  const Index next = track == kNone ? kNone : traffic_.leave(track);
  if (next != kNone) go(next);
}

void Transport::endArc(Index vehicle) {
  VehicleRun& run = vehicles_[vehicle];
  const Index track = fleetOf(vehicle).arcs[run.arc].track;
  run.arc = kNone;
  leaveTrack(track);
  if (run.errand == Errand::Dropped) return free(vehicle);
  drive(vehicle);
}

void Transport::onEvent(Index vehicle) {
  VehicleRun& run = vehicles_[vehicle];
  if (run.arc != kNone) return endArc(vehicle);
  switch (run.errand) {
    case Errand::Loading:
      return finishLoading(vehicle);
    case Errand::Unloading:
      return finishUnloading(vehicle);
    case Errand::Unloaded:
      return free(vehicle);
    case Errand::Parked:
      return leaveParking(vehicle);
    case Errand::Charging:
      run.battery.chargeTo(fleetOf(vehicle).battery.high_kws);
      return free(vehicle);
    default:
      return;
  }
}

/// At its target.
void Transport::arrive(Index vehicle) {
  VehicleRun& run = vehicles_[vehicle];
  const FleetModel& fleet = fleetOf(vehicle);
  if (run.errand == Errand::Homing) return park(vehicle);
  if (run.errand == Errand::ToCharger) return charge(vehicle);
  const bool loads = run.errand == Errand::ToPickup;
  const JobRun& job = jobs_.at(run.job);
  const std::uint16_t part_type = simulator_.parts_[job.part].part_type;
  if (loads) {
    ++fleets_[run.fleet].pickups;
    fleets_[run.fleet].waits += now() - job.asked_at;
  }
  run.errand = loads ? Errand::Loading : Errand::Unloading;
  setActivity(vehicle, Activity::Loaded, false);
  if (isHandled(vehicle)) return beginAtArm(vehicle);
  const Ticks time = loads ? simulator_.draw(fleet.load.of(part_type), fleet.load_stream)
                           : simulator_.draw(fleet.unload.of(part_type), fleet.unload_stream);
  schedule(vehicle, now() + time);
}

/// A vehicle that is free or on its way home goes elsewhere: at once, or from the end of its arc.
void Transport::send(Index vehicle, Errand errand, Index stop) {
  VehicleRun& run = vehicles_[vehicle];
  run.errand = errand;
  run.target = stop;
  if (run.arc != kNone) return;
  if (run.waits != kNone) {
    traffic_.forget(run.waits, vehicle);
    run.waits = kNone;
  } else {
    simulator_.calendar_.cancel(run.slot);
  }
  drive(vehicle);
}

void Transport::finishLoading(Index vehicle) {
  VehicleRun& run = vehicles_[vehicle];
  jobs_.setLoaded(run.job);
  const JobRun job = jobs_.at(run.job);
  run.errand = Errand::ToDrop;
  run.loaded_at = now();
  run.target = model_.rides[job.ride].drop;
  if (mover_ != nullptr) {
    const PartRun& part = simulator_.parts_[job.part];
    mover_->load(vehicle, {part.number, part.part_type}, flows_[model_.rides[job.ride].flow].from,
                 SimTime::fromTicks(now()));
  }
  drive(vehicle);
  simulator_.loadPart(job);
}

void Transport::finishUnloading(Index vehicle) {
  VehicleRun& run = vehicles_[vehicle];
  const Index to = flows_[model_.rides[jobs_.at(run.job).ride].flow].to;
  if (simulator_.canUnload(to)) return handOver(vehicle);
  run.errand = Errand::AtEntry;
  setActivity(vehicle, Activity::Waiting, false);
  run.behind = kNone;
  EntryRun& entry = entries_[to];
  (entry.head == kNone ? entry.head : vehicles_[entry.tail].behind) = vehicle;
  entry.tail = vehicle;
}

bool Transport::unloadAtEntry(Index element) {
  EntryRun& entry = entries_[element];
  if (entry.head == kNone) return false;
  const Index vehicle = entry.head;
  entry.head = vehicles_[vehicle].behind;
  handOver(vehicle);
  return true;
}

void Transport::unloadWithin(Index element) {
  EntryRun& entry = entries_[element];
  if (entry.head == kNone) return;
  const Index vehicle = entry.head;
  entry.head = vehicles_[vehicle].behind;
  if (isHandled(vehicle)) return giveAway(vehicle);
  vehicles_[vehicle].errand = Errand::Unloaded;
  schedule(vehicle, now());
  giveAway(vehicle);
}

void Transport::wakeAtEntry(Index element) {
  EntryRun& entry = entries_[element];
  for (Index vehicle = entry.head; vehicle != kNone; vehicle = vehicles_[vehicle].behind) {
    vehicles_[vehicle].errand = Errand::Unloading;
    schedule(vehicle, now());
  }
  entry.head = kNone;
}

/// The part goes in; whatever that sets off calls for vehicles before this one is free.
void Transport::handOver(Index vehicle) {
  giveAway(vehicle);
  simulator_.drain();
  if (vehicles_[vehicle].errand != Errand::AtArm) free(vehicle);
}

void Transport::giveAway(Index vehicle) {
  VehicleRun& run = vehicles_[vehicle];
  const JobRun job = jobs_.at(run.job);
  const Index robot = isHandled(vehicle) ? robotFor(vehicle) : kNone;
  jobs_.remove(run.job);
  run.job = kNone;
  ++fleets_[run.fleet].trips;
  if (robot != kNone) {
    run.errand = Errand::AtArm;
    setActivity(vehicle, Activity::Loaded, false);
    mover_->leaveTo(robot, vehicle, SimTime::fromTicks(now()));
  } else if (mover_ != nullptr) {
    mover_->unload(vehicle, SimTime::fromTicks(now()));
  }
  simulator_.unloadPart(job);
}

/// The next job, the charger, or nothing to do.
void Transport::free(Index vehicle) {
  VehicleRun& run = vehicles_[vehicle];
  const FleetModel& fleet = fleetOf(vehicle);
  run.errand = Errand::Parked;
  run.free_since = now();
  if (fleet.battery.exists && run.battery.charge_kws(now()) < fleet.battery.low_kws) {
    return send(vehicle, Errand::ToCharger, fleet.charger);
  }
  const Index job = jobs_.choose(fleet, run.node, fleets_[run.fleet].last_ride);
  if (job == kNone) return park(vehicle);
  if (!canAfford(vehicle, model_.rides[jobs_.at(job).ride])) return send(vehicle, Errand::ToCharger, fleet.charger);
  jobs_.takeFromLine(job);
  assign(vehicle, job);
}

/// Stands idle. It leaves for home only when all else at this instant has happened and nobody called it.
void Transport::park(Index vehicle) {
  VehicleRun& run = vehicles_[vehicle];
  const FleetModel& fleet = fleetOf(vehicle);
  run.errand = Errand::Parked;
  run.target = kNone;
  setActivity(vehicle, Activity::Idle, false);
  if (mover_ != nullptr) mover_->park(vehicle, SimTime::fromTicks(now()));
  if (fleet.home != kNone && fleet.stops[fleet.home] != run.node) {
    simulator_.schedule(run.slot, now(), kArrival);
  } else if (fleet.battery.exists && fleet.battery.idle_kw > 0) {
    const double spare_kws = run.battery.charge_kws(now()) - fleet.battery.low_kws;
    const double spare_s = std::max(0.0, spare_kws / fleet.battery.idle_kw);
    if (spare_s < 4e9) simulator_.schedule(run.slot, now() + static_cast<Ticks>(std::ceil(spare_s * 1e9)), kArrival);
  }
}

void Transport::leaveParking(Index vehicle) {
  VehicleRun& run = vehicles_[vehicle];
  const FleetModel& fleet = fleetOf(vehicle);
  const bool goes_home = fleet.home != kNone && fleet.stops[fleet.home] != run.node && canAffordHome(vehicle);
  send(vehicle, goes_home ? Errand::Homing : Errand::ToCharger, goes_home ? fleet.home : fleet.charger);
}

void Transport::charge(Index vehicle) {
  VehicleRun& run = vehicles_[vehicle];
  const BatteryModel& battery = fleetOf(vehicle).battery;
  ++fleets_[run.fleet].charges;
  run.errand = Errand::Charging;
  setActivity(vehicle, Activity::Charging, false);
  const double missing_kws = std::max(0.0, battery.high_kws - run.battery.charge_kws(now()));
  schedule(vehicle, now() + static_cast<Ticks>(std::ceil(std::min(missing_kws / battery.charge_kw, 4e9) * 1e9)));
}

}  // namespace mw::events
