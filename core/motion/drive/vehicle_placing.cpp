// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include "core/base/error.h"
#include "core/motion/drive/road_claims.h"
#include "core/motion/drive/vehicle_line.h"
#include "core/motion/drive/vehicle_stops.h"
#include "core/motion/drive/vehicle_way.h"

namespace mw::motion {
namespace {

constexpr double kBeside_m = 1;  // to a node so near no straight way leads

/// Roads into a node, or to one without any; the first is that by which vehicles have come that stand there at first.
std::vector<std::uint32_t> roadsTo(const factory::RoadNetwork& network, std::uint32_t node) {
  std::vector<std::uint32_t> from;
  for (const factory::RoadEdge& edge : network.edges) {
    if (edge.to == node) from.push_back(static_cast<std::uint32_t>(edge.from));
    if (edge.from == node && edge.is_two_way) from.push_back(static_cast<std::uint32_t>(edge.to));
  }
  for (std::uint32_t other = 0; network.is_straight && other < network.nodes.size(); ++other) {
    if (factory::distance_m(network.nodes[other], network.nodes[node]) > kBeside_m) from.push_back(other);
  }
  return from;
}

}  // namespace

/// As if it had come by the first road of its node that has a place free.
void VehicleLine::place(std::uint32_t vehicle, std::uint32_t node) {
  VehicleRun& run = vehicles_[vehicle];
  const factory::RoadNetwork& network = run.fleet->network;
  run.node = node;
  run.along_m = 0;
  run.claimed.clear();
  run.path = DrivePath(FloorPose{network.nodes[node].x_m, network.nodes[node].y_m, 0});
  const std::vector<std::uint32_t> roads = roadsTo(network, node);
  bool has_place = roads.empty() && placeBehind(vehicle);
  for (std::size_t i = 0; i < roads.size() && !has_place; ++i) {
    run.legs = {{roads[i], node, true, 0, true}};
    run.stop = freeStop(vehicle, run, VehicleStops::kMost);
    has_place = run.stop < VehicleStops::kMost;
    if (has_place) run.path = DrivePath(VehicleStops(laneOf(run, run.legs.back()), *run.fleet, true).at(run.stop));
  }
  if (!has_place) {
    throw InputError(Place{},
                     fmt::format("there is no room for all vehicles \"{}\" about \"{}\", where they start",
                                 run.fleet->id, network.nodes[node].id),
                     "let them begin elsewhere (home), take fewer, or make room beside the road");
  }
  claimPlace(run);
  moveBody(run);
}

/// On a node to which no road leads: before the first road that leads away, one behind the other.
bool VehicleLine::placeBehind(std::uint32_t vehicle) {
  VehicleRun& run = vehicles_[vehicle];
  run.legs.clear();
  if (run.fleet->next.empty() || run.fleet->next[run.node].empty()) {
    return !whoClaims(vehicles_, vehicle, run.footprintAt(run.travelPose()), Nearness::Clear);
  }
  const RoadLane lane(run.fleet->network, run.node, run.fleet->next[run.node].front());
  const double pitch_m = run.fleet->room_m[0] + run.fleet->apart_m;
  for (std::size_t i = 0; i < VehicleStops::kMost; ++i) {
    run.path = DrivePath(lane.at(-static_cast<double>(i) * pitch_m));
    if (!whoClaims(vehicles_, vehicle, run.footprintAt(run.travelPose()), Nearness::Clear)) return true;
  }
  return false;
}

}  // namespace mw::motion
