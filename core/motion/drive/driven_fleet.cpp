// SPDX-License-Identifier: Apache-2.0
#include "core/motion/drive/driven_fleet.h"

#include <algorithm>

#include "core/factory/vehicle_body.h"

namespace mw::motion {

std::vector<DrivenFleet> drivenFleets(const factory::Factory& factory) {
  std::vector<DrivenFleet> fleets;
  const auto& flows = factory.flows();
  if (std::none_of(flows.begin(), flows.end(), factory::isByVehicle)) return fleets;
  const Json& given = factory.json()["vehicles"];
  std::uint32_t first_vehicle = 0;
  for (std::size_t i = 0; i < given.size(); ++i) {
    const Json& json = given[i];
    DrivenFleet fleet;
    fleet.id = json["id"].get<std::string>();
    fleet.first_vehicle = first_vehicle;
    fleet.vehicles = json.value("count", std::uint32_t{1});
    fleet.speed_mps = json.value("speed_mps", 1.0);
    fleet.limits.acceleration_mps2 = json.value("acceleration_mps2", factory::kVehicleAcceleration_mps2);
    fleet.limits.deceleration_mps2 = json.value("deceleration_mps2", factory::kVehicleAcceleration_mps2);
    fleet.size_m = json.value("size_m", factory::kVehicleSize_m);
    fleet.clearance_m = json.value("clearance_m", factory::kVehicleClearance_m);
    fleet.network = factory::roadNetworkOf(factory, i);
    const std::string roads = json.value("network", std::string());
    std::size_t same = 0;
    while (given[same].value("network", std::string()) != roads) ++same;
    fleet.roads = static_cast<std::uint32_t>(same);
    first_vehicle += fleet.vehicles;
    fleets.push_back(std::move(fleet));
  }
  return fleets;
}

}  // namespace mw::motion
