// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

namespace mw::events {

/// What a vehicle does, exactly one at any time. Loaded: loading, carrying or unloading. Empty: on its way to a part,
/// home or to the charger. Waiting: for a road to clear, or with its part for the entry of a belt to clear.
enum class VehicleActivity : std::uint8_t { Loaded, Empty, Waiting, Idle, Charging };
inline constexpr std::size_t kVehicleActivityCount = 5;

/// As in files and results.
[[nodiscard]] constexpr std::string_view nameOf(VehicleActivity activity) {
  constexpr std::array<std::string_view, kVehicleActivityCount> kNames = {"loaded", "empty", "waiting", "idle",
                                                                          "charging"};
  return kNames[static_cast<std::size_t>(activity)];
}

/// What one fleet did over the measured time (after warm-up) of one run.
struct FleetStatistics {
  std::array<double, kVehicleActivityCount> activity_s{};  ///< seconds, averaged over its vehicles; sum = measured
  std::int64_t trips = 0;                                  ///< parts handed over
  double wait_mean_s = 0;        ///< from the call for a vehicle to its arrival; NaN when none
  double energy_kwh = 0;         ///< driven and idled away; NaN without a battery
  double carried_mean = 0;       ///< parts on vehicles, time average
  std::int64_t carried_end = 0;  ///< parts on vehicles at the horizon
  std::int64_t charges = 0;      ///< arrivals at the charger
  std::int64_t ran_empty = 0;    ///< batteries that ran empty on the way, as waiting in traffic took too much
};

}  // namespace mw::events
