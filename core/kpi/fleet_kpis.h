// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <vector>

#include "core/events/collect/fleet_statistics.h"
#include "core/kpi/kpis.h"

namespace mw::kpi {

/// What a fleet of vehicles is measured by: shares of its time (loaded, empty, waiting, idle, charging, which sum to
/// 1), utilisation (loaded, empty and waiting together), trips, the mean wait for a vehicle, energy, parts on vehicles.
[[nodiscard]] std::span<const KpiDeclaration> fleetMetrics();

/// The values of one run, as fleetMetrics(). NaN: undefined in this run (no part was fetched, no battery).
[[nodiscard]] std::vector<double> fleetValues(const events::FleetStatistics& fleet, double measured_s);

}  // namespace mw::kpi
