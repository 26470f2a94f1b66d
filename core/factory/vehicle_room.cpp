// SPDX-License-Identifier: Apache-2.0
#include "core/factory/vehicle_room.h"

#include <algorithm>

#include "core/factory/arriving_loads.h"
#include "core/factory/road_network.h"
#include "core/factory/vehicle_body.h"

namespace mw::factory {
namespace {

/// Whether a part is longer or wider than a vehicle of some fleet.
bool isAnyLarger(const Factory& factory, const std::vector<std::array<double, 2>>& rooms_m) {
  const auto isLarger = [&rooms_m](const Part& part) {
    return std::ranges::any_of(rooms_m, [&part](const std::array<double, 2>& room_m) {
      return part.size_m[0] > room_m[0] || part.size_m[1] > room_m[1];
    });
  };
  return factory.parts().empty() ? isLarger(Part()) : std::ranges::any_of(factory.parts(), isLarger);
}

}  // namespace

std::array<double, 3> vehicleSize_m(const Factory& factory, std::size_t fleet) {
  const Json& json = factory.json()["vehicles"][fleet];
  const auto size = json.find("size_m");
  if (size == json.end() || !size->is_array() || size->size() != 3) return kVehicleSize_m;
  return size->get<std::array<double, 3>>();
}

std::vector<std::array<double, 2>> vehicleRooms_m(const Factory& factory) {
  std::vector<std::array<double, 2>> rooms_m;
  for (std::size_t fleet = 0; fleet < factory.json()["vehicles"].size(); ++fleet) {
    const std::array<double, 3> size_m = vehicleSize_m(factory, fleet);
    rooms_m.push_back({size_m[0], size_m[1]});
  }
  // To follow all parts takes long beside the rest, and mostly none is larger than a vehicle.
  const auto& flows = factory.flows();
  if (!isAnyLarger(factory, rooms_m) || std::ranges::none_of(flows, isByVehicle)) return rooms_m;
  const auto parts = partsOfFlows(factory);
  for (std::size_t i = 0; i < flows.size(); ++i) {
    const std::size_t fleet = isByVehicle(flows[i]) ? fleetOf(factory, flows[i]) : kNoIndex;
    if (fleet == kNoIndex) continue;
    for (const std::size_t part : parts[i]) {
      const Part type = part < factory.parts().size() ? factory.parts()[part] : Part();
      for (std::size_t axis = 0; axis < 2; ++axis)
        rooms_m[fleet][axis] = std::max(rooms_m[fleet][axis], type.size_m[axis]);
    }
  }
  return rooms_m;
}

}  // namespace mw::factory
