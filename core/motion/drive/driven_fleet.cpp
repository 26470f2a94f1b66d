// SPDX-License-Identifier: Apache-2.0
#include "core/motion/drive/driven_fleet.h"

#include <algorithm>

#include "core/factory/vehicle_body.h"
#include "core/factory/vehicle_room.h"

namespace mw::motion {
namespace {

void readRoads(DrivenFleet& fleet, const factory::LaneNeed& need) {
  fleet.apart_m = std::max(fleet.clearance_m, factory::kLeastPassing_m);
  fleet.lane_m = fleet.network.straight_lane_m;
  fleet.widest_m = need.width_m;
  if (fleet.network.is_straight) return;
  fleet.next.resize(fleet.network.nodes.size());
  fleet.around.resize(fleet.network.nodes.size());
  for (const factory::RoadEdge& edge : fleet.network.edges) {
    const auto from = static_cast<std::uint32_t>(edge.from);
    const auto to = static_cast<std::uint32_t>(edge.to);
    fleet.next[from].push_back(to);
    if (edge.is_two_way) fleet.next[to].push_back(from);
    fleet.around[from].insert(to);
    fleet.around[to].insert(from);
    fleet.lane_m = std::max(fleet.lane_m, edge.lane_m);
    if (edge.lane_m > 0) fleet.apart_m = std::min(fleet.apart_m, 2 * edge.lane_m - need.width_m);
  }
}

}  // namespace

std::vector<DrivenFleet> drivenFleets(const factory::Factory& factory) {
  std::vector<DrivenFleet> fleets;
  const auto& flows = factory.flows();
  if (std::none_of(flows.begin(), flows.end(), factory::isByVehicle)) return fleets;
  const Json& given = factory.json()["vehicles"];
  const auto rooms_m = factory::vehicleRooms_m(factory);
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
    fleet.size_m = factory::vehicleSize_m(factory, i);
    fleet.room_m = rooms_m[i];
    fleet.clearance_m = json.value("clearance_m", factory::kVehicleClearance_m);
    fleet.network = factory::roadNetworkOf(factory, i);
    const std::string roads = json.value("network", std::string());
    std::size_t same = 0;
    while (given[same].value("network", std::string()) != roads) ++same;
    fleet.roads = static_cast<std::uint32_t>(same);
    readRoads(fleet, factory::laneNeedOf(factory, i));
    first_vehicle += fleet.vehicles;
    fleets.push_back(std::move(fleet));
  }
  return fleets;
}

}  // namespace mw::motion
