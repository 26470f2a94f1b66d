// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <vector>

#include "core/factory/factory.h"

namespace mw::factory {

/// The size of a fleet's vehicles (index in `vehicles`), x along: `size_m` where it is given, else kVehicleSize_m.
[[nodiscard]] std::array<double, 3> vehicleSize_m(const Factory& factory, std::size_t fleet);

/// By fleet: length and width of the floor that a vehicle takes with the largest of what it may carry. Loads lie along
/// the vehicle, on the middle of its bed.
[[nodiscard]] std::vector<std::array<double, 2>> vehicleRooms_m(const Factory& factory);

}  // namespace mw::factory
