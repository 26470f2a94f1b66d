// SPDX-License-Identifier: Apache-2.0
#include "core/motion/drive/served_stops.h"

#include <algorithm>

#include "core/motion/drive/driven_fleet.h"
#include "core/motion/drive/vehicle_stops.h"

namespace mw::motion {

std::vector<ServedStop> servedStops(const factory::Factory& factory, std::size_t fleet, const factory::Element& robot) {
  const std::vector<DrivenFleet> fleets = drivenFleets(factory);
  if (fleet >= fleets.size() || fleets[fleet].network.is_straight) return {};
  const DrivenFleet& driven = fleets[fleet];
  const factory::RoadNetwork& network = driven.network;
  const std::size_t node = network.stopOf(robot);
  std::vector<ServedStop> stops;
  for (std::size_t from = 0; from < driven.next.size(); ++from) {
    if (std::find(driven.next[from].begin(), driven.next[from].end(), node) == driven.next[from].end()) continue;
    const FloorPose at = VehicleStops(RoadLane(network, from, node), driven, true).at(0);
    stops.push_back({network.nodes[from].id, network.nodes[node].id, {at.x_m, at.y_m, driven.size_m[2]}, at.yaw_rad});
  }
  return stops;
}

}  // namespace mw::motion
