// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "core/events/elements/simulator.h"
#include "core/events/transport/transport.h"

namespace mw::events {

bool Transport::isAvailable(Index vehicle) const {
  const Errand errand = vehicles_[vehicle].errand;
  return errand == Errand::Parked || errand == Errand::Homing;
}

Ticks Transport::timeTo(Index vehicle, Index stop) const {
  const VehicleRun& run = vehicles_[vehicle];
  const Ticks left = run.arc == kNone ? 0 : std::max<Ticks>(0, run.at_node - now());  // a body may be late
  return left + fleetOf(vehicle).wayTo(stop, run.node);
}

Index Transport::chooseVehicle(Index fleet, Index pickup) const {
  const FleetModel& model = model_.fleets[fleet];
  const Index last = fleets_[fleet].last_vehicle;
  const bool takes_turns = model.dispatch == Dispatch::RoundRobin && last != kNone;
  Index best = kNone;
  Ticks least = kNeverTicks;
  for (Index step = 0; step < model.vehicles; ++step) {
    const Index within = takes_turns ? (last + 1 - model.first_vehicle + step) % model.vehicles : step;
    const Index vehicle = model.first_vehicle + within;
    if (!isAvailable(vehicle)) continue;
    if (model.dispatch == Dispatch::RoundRobin) return vehicle;
    const Ticks time = model.dispatch == Dispatch::Nearest ? timeTo(vehicle, pickup) : vehicles_[vehicle].free_since;
    if (best != kNone && time >= least) continue;
    best = vehicle;
    least = time;
  }
  return best;
}

/// Enough for the way to the part, with it, and to the charger.
bool Transport::canAfford(Index vehicle, const RideModel& ride) const {
  const FleetModel& fleet = fleetOf(vehicle);
  if (!fleet.battery.exists) return true;
  const Ticks driving = timeTo(vehicle, ride.pickup) + fleet.wayTo(ride.drop, fleet.stops[ride.pickup]) +
                        fleet.wayTo(fleet.charger, fleet.stops[ride.drop]);
  const double need_kws = energyFor_kws(fleet.battery, driving, fleet.handling_s);
  return need_kws <= vehicles_[vehicle].battery.charge_kws(now()) + energySlack_kws(fleet.battery);
}

bool Transport::canAffordHome(Index vehicle) const {
  const FleetModel& fleet = fleetOf(vehicle);
  if (!fleet.battery.exists) return true;
  const Ticks driving = timeTo(vehicle, fleet.home) + fleet.wayTo(fleet.charger, fleet.stops[fleet.home]);
  const double need_kws = energyFor_kws(fleet.battery, driving, 0);
  return need_kws <= vehicles_[vehicle].battery.charge_kws(now()) + energySlack_kws(fleet.battery);
}

void Transport::assign(Index vehicle, Index job) {
  VehicleRun& run = vehicles_[vehicle];
  run.job = job;
  const Index ride = jobs_.at(job).ride;
  fleets_[run.fleet].last_vehicle = vehicle;
  fleets_[run.fleet].last_ride = ride;
  send(vehicle, Errand::ToPickup, model_.rides[ride].pickup);
}

void Transport::request(const JobRun& job) {
  const RideModel& ride = model_.rides[job.ride];
  const Index added = jobs_.add(job);
  Index vehicle = chooseVehicle(ride.fleet, ride.pickup);
  while (vehicle != kNone && !canAfford(vehicle, ride)) {
    send(vehicle, Errand::ToCharger, model_.fleets[ride.fleet].charger);
    vehicle = chooseVehicle(ride.fleet, ride.pickup);
  }
  if (vehicle == kNone) return jobs_.putInLine(added);
  assign(vehicle, added);
}

}  // namespace mw::events
