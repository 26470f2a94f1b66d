// SPDX-License-Identifier: Apache-2.0
#include "core/layout/road_sweep.h"

#include <cmath>

#include "core/factory/road_network.h"
#include "core/factory/vehicle_room.h"

namespace mw::layout {
namespace {

using factory::RoadEdge;
using factory::RoadNetwork;
using factory::RoadNode;

/// By node: the elements that the fleet stops for there.
std::vector<std::vector<std::size_t>> stopsOf(const factory::Factory& factory, const RoadNetwork& network,
                                              std::size_t fleet) {
  std::vector<std::vector<std::size_t>> stops(network.nodes.size());
  const auto add = [&](std::size_t element) {
    const std::size_t node = network.stopOf(factory.elements()[element]);
    if (node != factory::kNoIndex) stops[node].push_back(element);
  };
  for (const factory::Flow& flow : factory.flows()) {
    if (!factory::isByVehicle(flow) || factory::fleetOf(factory, flow) != fleet) continue;
    add(flow.from);
    add(flow.to);
  }
  // A charger or a home has no flow, but a node that names it.
  for (std::size_t node = 0; node < network.nodes.size(); ++node) {
    for (std::size_t i = 0; i < factory.elements().size(); ++i)
      if (!network.nodes[node].element.empty() && factory.elements()[i].id == network.nodes[node].element)
        stops[node].push_back(i);
  }
  return stops;
}

Block bandOf(const RoadNode& from, const RoadNode& to, double lane_m, const std::array<double, 3>& size_m) {
  const Point a{from.x_m, from.y_m};
  const Point b{to.x_m, to.y_m};
  const Point way = b - a;
  const double length_m = distance_m(a, b);
  Block band;
  band.center = (a + b) * 0.5;
  band.half_x_m = (length_m + size_m[0]) / 2;
  band.half_y_m = size_m[1] / 2 + lane_m;
  if (length_m > 0) {
    band.cos_yaw = way.x_m / length_m;
    band.sin_yaw = way.y_m / length_m;
  }
  band.low_m = std::min(from.z_m, to.z_m);
  band.high_m = std::max(from.z_m, to.z_m) + size_m[2];
  return band;
}

}  // namespace

std::vector<SweptRoad> sweptRoads(const factory::Factory& factory, std::size_t first_owner) {
  std::vector<SweptRoad> roads;
  if (!factory.json().contains("vehicles")) return roads;
  const Json& fleets = factory.json()["vehicles"];
  const auto rooms_m = factory::vehicleRooms_m(factory);
  for (std::size_t fleet = 0; fleet < fleets.size(); ++fleet) {
    const RoadNetwork network = factory::roadNetworkOf(factory, fleet);
    if (network.is_straight) continue;
    const std::array<double, 3> size_m{rooms_m[fleet][0], rooms_m[fleet][1], factory::vehicleSize_m(factory, fleet)[2]};
    const auto stops = stopsOf(factory, network, fleet);
    for (const RoadEdge& edge : network.edges) {
      SweptRoad road{fleets[fleet]["id"].get<std::string>(), network.nodes[edge.from].id, network.nodes[edge.to].id,
                     bandOf(network.nodes[edge.from], network.nodes[edge.to], edge.lane_m, size_m), stops[edge.from]};
      road.served.insert(road.served.end(), stops[edge.to].begin(), stops[edge.to].end());
      road.band.owner = first_owner + roads.size();
      roads.push_back(std::move(road));
    }
  }
  return roads;
}

}  // namespace mw::layout
