// SPDX-License-Identifier: Apache-2.0
#include "core/factory/road_network.h"

#include <algorithm>
#include <cmath>

#include "core/factory/vehicle_body.h"
#include "core/factory/vehicle_room.h"

namespace mw::factory {
namespace {

const Json& listOf(const Json& object, const char* key) {
  static const Json kEmpty = Json::array();
  return object.contains(key) ? object[key] : kEmpty;
}

RoadNode nodeAt(const Element& element) {
  return {element.id, element.pose.x_m, element.pose.y_m, element.pose.z_m, element.id};
}

double laneOf_m(const RoadEdge& edge, const LaneNeed& need) {
  if (!edge.is_two_way) return 0;
  const double aside_m = std::min(laneOffset_m(need.width_m, need.clearance_m), (edge.width_m - need.width_m) / 2);
  return 2 * aside_m < need.width_m + kLeastPassing_m ? 0 : aside_m;
}

RoadNetwork straightLines(const Factory& factory, const LaneNeed& need) {
  RoadNetwork network;
  network.straight_lane_m = laneOffset_m(need.width_m, need.clearance_m);
  for (const Element& element : factory.elements()) network.nodes.push_back(nodeAt(element));
  return network;
}

RoadNetwork networkFrom(const Json& json, const LaneNeed& need) {
  RoadNetwork network;
  network.is_straight = false;
  for (const Json& node : listOf(json, "nodes")) {
    network.nodes.push_back({node["id"].get<std::string>(), node["x_m"].get<double>(), node["y_m"].get<double>(), 0,
                             node.value("element", std::string())});
  }
  for (const Json& given : listOf(json, "edges")) {
    RoadEdge edge;
    edge.from = network.findNode(given["from"].get<std::string>());
    edge.to = network.findNode(given["to"].get<std::string>());
    if (edge.from == kNoIndex || edge.to == kNoIndex) continue;
    edge.length_m = given.value("length_m", distance_m(network.nodes[edge.from], network.nodes[edge.to]));
    edge.is_two_way = given.value("two_way", true);
    if (given.contains("capacity") && !given["capacity"].is_null()) {
      edge.capacity = given["capacity"].get<std::int64_t>();
    }
    edge.speed_mps = given.value("speed_mps", edge.speed_mps);
    edge.width_m = given.value("width_m", edge.width_m);
    edge.lane_m = laneOf_m(edge, need);
    network.edges.push_back(edge);
  }
  return network;
}

}  // namespace

double distance_m(const RoadNode& a, const RoadNode& b) {
  return std::hypot(a.x_m - b.x_m, a.y_m - b.y_m, a.z_m - b.z_m);
}

std::size_t RoadNetwork::findNode(std::string_view id) const {
  const auto found = std::find_if(nodes.begin(), nodes.end(), [id](const RoadNode& node) { return node.id == id; });
  return found == nodes.end() ? kNoIndex : static_cast<std::size_t>(found - nodes.begin());
}

std::size_t RoadNetwork::stopOf(const Element& element) const {
  const auto named =
      std::find_if(nodes.begin(), nodes.end(), [&](const RoadNode& node) { return node.element == element.id; });
  if (named != nodes.end()) return static_cast<std::size_t>(named - nodes.begin());
  if (const std::size_t same = findNode(element.id); same != kNoIndex) return same;
  RoadNode here = nodeAt(element);
  here.z_m = 0;
  std::size_t nearest = kNoIndex;
  for (std::size_t i = 0; i < nodes.size(); ++i) {
    if (nearest == kNoIndex || distance_m(nodes[i], here) < distance_m(nodes[nearest], here)) nearest = i;
  }
  return nearest;
}

std::vector<bool> RoadNetwork::reachableFrom(std::size_t node) const {
  std::vector<bool> reached(nodes.size(), is_straight);
  if (is_straight) return reached;
  std::vector<std::vector<std::size_t>> next(nodes.size());
  for (const RoadEdge& edge : edges) {
    next[edge.from].push_back(edge.to);
    if (edge.is_two_way) next[edge.to].push_back(edge.from);
  }
  std::vector<std::size_t> open{node};
  reached[node] = true;
  while (!open.empty()) {
    const std::size_t at = open.back();
    open.pop_back();
    for (const std::size_t to : next[at]) {
      if (!reached[to]) open.push_back(to);
      reached[to] = true;
    }
  }
  return reached;
}

LaneNeed laneNeedOf(const Factory& factory, std::size_t fleet) {
  const Json& fleets = factory.json()["vehicles"];
  const std::string roads = fleets[fleet].value("network", std::string());
  const auto rooms_m = vehicleRooms_m(factory);
  LaneNeed need;
  for (std::size_t i = 0; i < fleets.size(); ++i) {
    if (fleets[i].value("network", std::string()) != roads) continue;
    need.width_m = std::max(need.width_m, rooms_m[i][1]);
    need.clearance_m =
        std::max({need.clearance_m, fleets[i].value("clearance_m", kVehicleClearance_m), kLeastPassing_m});
  }
  return need;
}

RoadNetwork roadNetworkOf(const Factory& factory, std::size_t fleet) {
  const Json& vehicles = factory.json()["vehicles"][fleet];
  const LaneNeed need = laneNeedOf(factory, fleet);
  if (!vehicles.contains("network")) return straightLines(factory, need);
  const Json& networks = factory.json()["networks"];
  const auto named = std::find_if(networks.begin(), networks.end(),
                                  [&](const Json& network) { return network["id"] == vehicles["network"]; });
  return networkFrom(*named, need);
}

bool isByVehicle(const Flow& flow) {
  return flow.fields.value("by", "direct") == "vehicle";
}

std::size_t fleetOf(const Factory& factory, const Flow& flow) {
  const Json& fleets = listOf(factory.json(), "vehicles");
  if (!flow.fields.contains("vehicles")) return fleets.size() == 1 ? 0 : kNoIndex;
  const auto named = std::find_if(fleets.begin(), fleets.end(),
                                  [&](const Json& fleet) { return fleet["id"] == flow.fields["vehicles"]; });
  return named == fleets.end() ? kNoIndex : static_cast<std::size_t>(named - fleets.begin());
}

}  // namespace mw::factory
