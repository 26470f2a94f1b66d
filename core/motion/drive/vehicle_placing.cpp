// SPDX-License-Identifier: Apache-2.0
#include <cmath>
#include <fmt/format.h>

#include "core/base/error.h"
#include "core/motion/drive/road_claims.h"
#include "core/motion/drive/vehicle_line.h"
#include "core/motion/drive/vehicle_stops.h"
#include "core/motion/drive/vehicle_way.h"

namespace mw::motion {
namespace {

constexpr double kBeside_m = 1;  // to a node so near no straight way leads
constexpr double kBesideLane_m = 0.1;
constexpr double kAtEnd_m = 1e-4;

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

bool VehicleLine::isAtStop(const VehicleRun& run, bool is_served) const {
  if (run.legs.empty()) return true;
  if (!run.legs.back().is_stop) return false;
  if (!is_served) return true;
  const RoadLane lane = laneOf(run, run.legs.back());
  const auto [along_m, across_m] = lane.alongAndAcross_m(run.travelPose());
  return std::abs(across_m) > kBesideLane_m || lane.length_m() - along_m < kAtEnd_m;
}

bool VehicleLine::isThere(std::uint32_t vehicle, bool is_served) {
  VehicleRun& run = vehicles_[vehicle];
  run.is_idle = false;
  if (run.aside != Aside::No) {
    run.owed.push_back({run.node, run.node});
    run.owed.back().is_served = is_served;
    return false;
  }
  if (isAtStop(run, is_served)) return true;
  VehicleRun next = run;  // up to a stop from where it waits for the next road, or to the first one
  next.legs.back().is_stop = true;
  next.legs.back().is_served = is_served;
  next.legs.back().is_arrived = false;
  next.is_driving = true;
  next.stop = freeStop(vehicle, next, VehicleStops::kMost);
  layToStop(next);
  return !changeWay(vehicles_, vehicle, std::move(next));
}

}  // namespace mw::motion
