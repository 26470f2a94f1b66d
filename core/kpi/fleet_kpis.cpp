// SPDX-License-Identifier: Apache-2.0
#include "core/kpi/fleet_kpis.h"

#include <limits>

namespace mw::kpi {

std::span<const KpiDeclaration> fleetMetrics() {
  static const std::vector<KpiDeclaration> metrics = {
      {"loaded", "", "Share of the time loading, carrying and unloading, averaged over vehicles.", Better::Neither},
      {"empty", "", "Share of the time driving without a part.", Better::Lower},
      {"waiting", "", "Share of the time waiting for a road or the entry of a belt to clear.", Better::Lower},
      {"idle", "", "Share of the time without anything to do.", Better::Neither},
      {"charging", "", "Share of the time at the charger.", Better::Lower},
      {"utilisation", "", "Loaded, empty and waiting together.", Better::Neither},
      {"trips", "parts", "Parts handed over.", Better::Neither},
      {"wait_mean_s", "s", "From a part's call for a vehicle to its arrival, mean.", Better::Lower},
      {"energy_kwh", "kWh", "Driven and idled away, over the measured time.", Better::Lower},
      {"carried_mean", "parts", "Parts on vehicles, time average.", Better::Neither},
  };
  return metrics;
}

std::vector<double> fleetValues(const events::FleetStatistics& fleet, double measured_s) {
  const auto share = [&](events::VehicleActivity activity) {
    const double spent_s = fleet.activity_s[static_cast<std::size_t>(activity)];
    return measured_s > 0 ? spent_s / measured_s : std::numeric_limits<double>::quiet_NaN();
  };
  using enum events::VehicleActivity;
  return {share(Loaded),
          share(Empty),
          share(Waiting),
          share(Idle),
          share(Charging),
          share(Loaded) + share(Empty) + share(Waiting),
          static_cast<double>(fleet.trips),
          fleet.wait_mean_s,
          fleet.energy_kwh,
          fleet.carried_mean};
}

}  // namespace mw::kpi
