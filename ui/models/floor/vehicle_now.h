// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <optional>
#include <vector>

#include "core/events/collect/recording.h"
#include "core/factory/factory.h"

namespace mw::models {

/// One vehicle of a factory: which fleet, which of it.
struct VehicleName {
  std::uint32_t fleet = 0;
  std::uint32_t vehicle = 0;
  bool operator==(const VehicleName&) const = default;
};

/// What one vehicle does at one instant of a recorded run, in words for people. What is not so is empty.
struct VehicleNow {
  QString name;   ///< "agv 2"
  QString state;  ///< "loaded", "driving empty"
  QString load;   ///< "housing 17, from Mill 1"
  QString place;  ///< "at Dock", "from Dock to Corner, there at 1:02:03"
  QString next;   ///< "unloads at Drill, 1:02:20"
};

/// "driving empty".
[[nodiscard]] QString textOf(events::VehicleActivity activity);
/// All vehicles, fleet by fleet.
[[nodiscard]] std::vector<VehicleName> vehiclesOf(const factory::Factory& factory);
/// "agv 2": the fleet's id, and the number from one where there are several.
[[nodiscard]] QString textOf(const factory::Factory& factory, const VehicleName& name);
/// Empty where the run has no such vehicle. What it does next is looked up in the run itself, not guessed.
/// @note O(moves of the run) at the most
[[nodiscard]] std::optional<VehicleNow> vehicleNow(const events::Recording& recording, const factory::Factory& factory,
                                                   const VehicleName& name, double t_s);

}  // namespace mw::models
