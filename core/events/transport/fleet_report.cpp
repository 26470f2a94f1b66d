// SPDX-License-Identifier: Apache-2.0
#include <limits>

#include "core/events/elements/simulator.h"
#include "core/events/transport/transport.h"

namespace mw::events {

void Transport::beginMeasuring() {
  for (VehicleRun& vehicle : vehicles_) {
    vehicle.ticks.fill(0);
    vehicle.since = now();
    if (model_.fleets[vehicle.fleet].battery.exists) vehicle.battery.forgetUse(now());
  }
  for (FleetRun& fleet : fleets_) {
    fleet.trips = fleet.pickups = fleet.charges = fleet.ran_empty = 0;
    fleet.waits = {};
  }
}

void Transport::addStatistics(RunStatistics& run, double measured_s) const {
  constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();
  for (Index i = 0; i < model_.fleets.size(); ++i) {
    const FleetModel& fleet = model_.fleets[i];
    const FleetRun& counts = fleets_[i];
    const ElementStatistics& carried = run.elements[fleet.element];
    FleetStatistics out;
    double used_kws = 0;
    for (Index v = fleet.first_vehicle; v < fleet.first_vehicle + fleet.vehicles; ++v) {
      std::array<Ticks, kVehicleActivityCount> ticks = vehicles_[v].ticks;
      ticks[static_cast<std::size_t>(vehicles_[v].activity)] += now() - vehicles_[v].since;
      for (std::size_t a = 0; a < ticks.size(); ++a) {
        out.activity_s[a] += static_cast<double>(ticks[a]) * 1e-9 / fleet.vehicles;
      }
      used_kws += vehicles_[v].battery.used_kws(now());
    }
    out.trips = counts.trips;
    out.wait_mean_s = counts.pickups > 0 ? counts.waits.seconds() / static_cast<double>(counts.pickups) : kNaN;
    out.energy_kwh = fleet.battery.exists ? used_kws / 3600 : kNaN;
    out.carried_mean = measured_s > 0 ? carried.content_mean : kNaN;
    out.carried_end = carried.content_end;
    out.charges = counts.charges;
    out.ran_empty = counts.ran_empty;
    run.fleets.push_back(out);
  }
}

}  // namespace mw::events
