// SPDX-License-Identifier: Apache-2.0
#include "core/motion/drive/vehicle_line.h"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "core/motion/drive/vehicle_stops.h"
#include "core/motion/drive/vehicle_traffic.h"
#include "core/motion/friction.h"

namespace mw::motion {
namespace {

constexpr double kCorner_m = 1;        // before and behind a node, in which a vehicle turns
constexpr double kCornerOfRoad = 0.4;  // of its length at most
constexpr double kPullIn_m = 2.5;      // before a stop beside the road
constexpr double kPullOut_m = 1;       // straight on from one
constexpr double kJoin = 2;            // metres along for each that the lane lies aside
constexpr double kStopsWithin_m = 12;  // around a node
constexpr double kAtEnd_m = 1e-5;
constexpr double kAhead_s = 0.1;      // before the last moment, to be let on
constexpr double kLook_s = 1.0 / 60;  // between looks for near misses
constexpr double kTurnsBack_rad = 0.75 * std::numbers::pi;
constexpr double kFaceOff_s = 1;
constexpr double kPatience_s = 20;  // longer than handing over takes, as a rule
constexpr double kApart_m = 1;

double cornerOf_m(const RoadLane& lane) {
  return std::min(kCorner_m, kCornerOfRoad * lane.length_m());
}

std::optional<std::uint32_t> firstRoadTo(const factory::RoadNetwork& network, std::uint32_t node) {
  for (const factory::RoadEdge& edge : network.edges) {
    if (edge.to == node) return static_cast<std::uint32_t>(edge.from);
    if (edge.from == node && edge.is_two_way) return static_cast<std::uint32_t>(edge.to);
  }
  for (std::uint32_t from = 0; network.is_straight && from < network.nodes.size(); ++from) {
    const factory::RoadNode& other = network.nodes[from];
    if (std::hypot(other.x_m - network.nodes[node].x_m, other.y_m - network.nodes[node].y_m) > kCorner_m) return from;
  }
  return std::nullopt;
}

RoadLane laneOf(const VehicleRun& run, const RoadLeg& leg) {
  return {run.fleet->network, leg.from, leg.to};
}

}  // namespace

VehicleLine::VehicleLine(const factory::Factory& factory, std::vector<factory::Part> parts, RigidWorld& world)
    : fleets_(drivenFleets(factory)),
      standing_(fleets_.empty() ? std::vector<StandingBox>() : standingBoxes(factory)),
      world_(world),
      vehicles_(fleets_.empty() ? 0 : fleets_.back().first_vehicle + fleets_.back().vehicles),
      loads_(factory, std::move(parts), vehicles_.size(), world),
      near_misses_(factory, fleets_, standing_) {
  for (const DrivenFleet& fleet : fleets_) {
    for (std::uint32_t i = 0; i < fleet.vehicles; ++i) vehicles_[fleet.first_vehicle + i].fleet = &fleet;
  }
  for (std::uint32_t v = 0; v < vehicles_.size(); ++v) {
    VehicleRun& run = vehicles_[v];
    Box box;
    box.size_m = run.fleet->size_m;
    box.position_m = {0, 0, -1e3 - box.size_m[2]};  // nowhere yet
    box.friction = kBedFriction;
    box.lane = VehicleLoads::laneOf(v);
    run.body = world_.addDriven(box);
    run.path = DrivePath(FloorPose{0, 0, 0});
  }
}

/// As if it had come by the first road of its node.
void VehicleLine::place(std::uint32_t vehicle, std::uint32_t node) {
  VehicleRun& run = vehicles_[vehicle];
  const factory::RoadNetwork& network = run.fleet->network;
  run.node = node;
  run.path = DrivePath(FloorPose{network.nodes[node].x_m, network.nodes[node].y_m, 0});
  if (const auto from = firstRoadTo(network, node)) {
    run.legs = {{*from, node, true, 0, true}};
    const RoadLane lane = laneOf(run, run.legs.back());
    run.stop = freeStop(vehicle, VehicleStops::kMost) % VehicleStops::kMost;
    run.path = DrivePath(VehicleStops(lane, *run.fleet, true).at(run.stop));
  }
  const FloorPose at = run.bodyPose();
  world_.driveTo(run.body, {at.x_m, at.y_m, run.fleet->size_m[2] / 2}, at.yaw_rad);
}

void VehicleLine::driveOn(std::uint32_t vehicle, const RoadLeg& leg) {
  VehicleRun& run = vehicles_[vehicle];
  if (!run.is_driving) setOutFromStop(run, leg);
  run.legs.push_back(leg);
  run.node = leg.to;
  run.is_driving = true;
  run.stop = freeStop(vehicle, VehicleStops::kMost) % VehicleStops::kMost;
  layPath(vehicle);
}

/// From the node itself, or up to it first from a stop before it; backwards where the way goes back.
void VehicleLine::setOutFromStop(VehicleRun& run, const RoadLeg& next) {
  const RoadLane lane = laneOf(run, next);
  const FloorPose here = run.travelPose();
  const bool turns_back = std::abs(turnBetween_rad(here.yaw_rad, lane.yaw_rad())) > kTurnsBack_rad;
  if (turns_back) {
    run.is_reversed = !run.is_reversed;
    FloorPose back = here;
    back.yaw_rad += std::numbers::pi;
    run.path = DrivePath(back);
    run.along_m = 0;
  }
  if (run.legs.empty()) return;
  const RoadLane came = laneOf(run, run.legs.back());
  const double before_m = came.length_m() - came.alongAndAcross_m(here)[0];
  if (!turns_back && before_m > cornerOf_m(came)) return;
  run.left_leg = run.legs.back();
  run.since_node_m = 0;
  run.legs.clear();
}

std::size_t VehicleLine::freeStop(std::uint32_t vehicle, std::size_t limit) const {
  const VehicleRun& run = vehicles_[vehicle];
  if (limit == 0) return 0;
  const RoadLane lane = laneOf(run, run.legs.back());
  const VehicleStops stops(lane, *run.fleet, run.legs.back().is_stop);
  std::vector<Footprint> nearby;
  for (const StandingBox& standing : standing_) {
    const bool is_near = isNear(run.footprintAt(stops.at(0)), standing.box, kStopsWithin_m);
    if (is_near && !run.fleet->network.is_straight) nearby.push_back(standing.box);
  }
  return stops.firstFree(vehicles_, nearby, vehicle, limit);
}

void VehicleLine::layPath(std::uint32_t vehicle) {
  VehicleRun& run = vehicles_[vehicle];
  DrivePath path(run.travelPose());
  for (std::size_t i = 0; i < run.legs.size(); ++i) layLeg(run, i, path);
  run.path = std::move(path);
  run.along_m = 0;
}

void VehicleLine::layLeg(VehicleRun& run, std::size_t i, DrivePath& path) const {
  const RoadLane lane = laneOf(run, run.legs[i]);
  const double speed_mps = lane.speedLimit_mps(run.fleet->speed_mps);
  const double lateral_mps2 = run.fleet->limits.deceleration_mps2;
  const bool is_last = i + 1 == run.legs.size();
  const VehicleStops stops(lane, *run.fleet, run.legs.back().is_stop);
  const bool pulls_in = is_last && stops.isAside(run.stop);
  const double stop_m = lane.length_m() - stops.before_m(run.stop);
  const double end_m = pulls_in ? stop_m - kPullIn_m : is_last ? stop_m : lane.length_m() - cornerOf_m(lane);
  const auto [along_m, across_m] = lane.alongAndAcross_m(path.end());
  const bool pulls_out = i == 0 && run.v_mps == 0 && std::abs(across_m) > kPullOut_m;
  if (pulls_out) path.goTo(lane.at(along_m + kPullOut_m, -across_m), speed_mps, lateral_mps2);
  const double from_m = path.length_m();
  double join_m = cornerOf_m(lane);
  if (i == 0)
    join_m = std::max(0.0, along_m) + (pulls_out ? kPullOut_m : 0) +
             std::max(along_m < join_m ? join_m : 0.0, kJoin * std::abs(across_m));
  if (join_m < end_m) path.goTo(lane.at(join_m), speed_mps, lateral_mps2);
  if (i > 0) run.legs[i - 1].node_m = (from_m + path.length_m()) / 2;
  if (end_m > lane.alongAndAcross_m(path.end())[0]) path.goTo(lane.at(end_m), speed_mps, lateral_mps2);
  if (pulls_in) path.goTo(stops.at(run.stop), speed_mps, lateral_mps2);
  run.legs[i].node_m = path.length_m() + (is_last ? stops.before_m(run.stop) : 0);
}

/// To a better stop that has become free.
void VehicleLine::moveUp(std::uint32_t vehicle) {
  VehicleRun& run = vehicles_[vehicle];
  const std::size_t stop = freeStop(vehicle, run.stop);
  if (stop == run.stop) return;
  run.stop = stop;
  layPath(vehicle);
}

void VehicleLine::drive(double step_s) {
  std::vector<double> speeds_mps(vehicles_.size());
  for (std::uint32_t v = 0; v < vehicles_.size(); ++v) {
    if (vehicles_[v].is_driving) moveUp(v);
  }
  for (std::uint32_t v = 0; v < vehicles_.size(); ++v) {
    VehicleRun& run = vehicles_[v];
    if (!run.is_driving) continue;
    const FreeWay way = freeWayOf(vehicles_, v, step_s);
    run.held_up_s = way.blocker && way.blocker == run.blocker ? run.held_up_s + step_s : 0;
    run.blocker = way.blocker;
    const double alone_mps = run.path.fastest_mps(run.along_m, run.v_mps, run.fleet->limits.deceleration_mps2, step_s);
    speeds_mps[v] = speedTowards(std::min(alone_mps, way.speed_mps), run.v_mps, run.fleet->limits, step_s);
  }
  for (std::uint32_t v = 0; v < vehicles_.size(); ++v) endWaiting(v);
  for (std::uint32_t v = 0; v < vehicles_.size(); ++v) {
    VehicleRun& run = vehicles_[v];
    if (!run.is_driving) continue;
    advance(v, speeds_mps[v], step_s);
    passNodes(run);
    const FloorPose at = run.bodyPose();
    world_.driveTo(run.body, {at.x_m, at.y_m, run.fleet->size_m[2] / 2}, at.yaw_rad);
  }
}

/// Nobody waits for ever: two that stand for each other are soon disentangled, and who stands in the way of another for
/// long is driven through, which is told as a near miss.
void VehicleLine::endWaiting(std::uint32_t vehicle) {
  VehicleRun& run = vehicles_[vehicle];
  if (run.passes) {
    const VehicleRun& other = vehicles_[*run.passes];
    const bool is_apart = !isNear(run.footprintAt(run.bodyPose()), other.footprintAt(other.bodyPose()), kApart_m);
    if (is_apart || !run.is_driving) run.passes.reset();
  }
  if (!run.is_driving || !run.blocker) return;
  const VehicleRun& other = vehicles_[*run.blocker];
  const bool is_mutual = other.is_driving && other.blocker == vehicle;
  const bool is_enough = is_mutual ? run.held_up_s > kFaceOff_s && vehicle < *run.blocker : run.held_up_s > kPatience_s;
  if (is_enough) run.passes = run.blocker;
}

void VehicleLine::advance(std::uint32_t vehicle, double speed_mps, double step_s) {
  VehicleRun& run = vehicles_[vehicle];
  const double travel_m = std::min((run.v_mps + speed_mps) / 2 * step_s, run.path.length_m() - run.along_m);
  run.along_m += travel_m;
  run.since_node_m += travel_m;
  run.v_mps = speed_mps;
  if (run.path.length_m() - run.along_m > kAtEnd_m) return;
  run.since_node_m += run.path.length_m() - run.along_m;
  run.along_m = run.path.length_m();
  run.v_mps = 0;
  run.is_driving = false;
  run.legs.back().is_arrived = true;
  arrived_.push_back(vehicle);
}

void VehicleLine::passNodes(VehicleRun& run) {
  while (run.legs.size() > 1 && run.along_m >= run.legs.front().node_m) {
    run.since_node_m = run.along_m - run.legs.front().node_m;
    if (!run.legs.front().is_arrived) ++run.passed_nodes;
    run.left_leg = run.legs.front();
    run.legs.erase(run.legs.begin());
  }
}

void VehicleLine::observe(double time_s) {
  loads_.observe(vehicles_, time_s);
  if (time_s < next_look_s_) return;
  next_look_s_ = time_s + kLook_s - 1e-9;
  std::vector<Footprint> footprints;
  for (std::uint32_t v = 0; v < vehicles_.size(); ++v) footprints.push_back(loads_.footprintOf(v, vehicles_[v]));
  near_misses_.look(time_s, vehicles_, footprints);
}

std::vector<std::uint32_t> VehicleLine::takePassed() {
  std::vector<std::uint32_t> passed;
  for (std::uint32_t v = 0; v < vehicles_.size(); ++v) {
    passed.insert(passed.end(), vehicles_[v].passed_nodes, v);
    vehicles_[v].passed_nodes = 0;
  }
  return passed;
}

std::vector<std::uint32_t> VehicleLine::takeArrived() {
  return std::exchange(arrived_, {});
}

std::vector<std::uint32_t> VehicleLine::approaching() const {
  std::vector<std::uint32_t> near;
  for (std::uint32_t v = 0; v < vehicles_.size(); ++v) {
    const VehicleRun& run = vehicles_[v];
    if (!run.is_driving) continue;
    const double needs_m =
        stoppingDistance_m(run.v_mps, run.fleet->limits.deceleration_mps2) + kCorner_m + kAhead_s * run.v_mps;
    if (run.path.length_m() - run.along_m < needs_m) near.push_back(v);
  }
  return near;
}

std::vector<VehicleState> VehicleLine::vehicles() const {
  std::vector<VehicleState> states;
  for (std::uint32_t v = 0; v < vehicles_.size(); ++v) {
    const VehicleRun& run = vehicles_[v];
    const FloorPose at = run.bodyPose();
    const auto fleet = static_cast<std::uint32_t>(run.fleet - fleets_.data());
    states.push_back(
        {fleet, v - run.fleet->first_vehicle, {at.x_m, at.y_m, 0}, at.yaw_rad, run.fleet->size_m, run.v_mps});
  }
  return states;
}

void VehicleLine::addTo(Digest& digest) const {
  for (const VehicleRun& run : vehicles_) {
    const FloorPose at = run.bodyPose();
    digest.addNumbers(std::array{at.x_m, at.y_m, at.yaw_rad, run.v_mps});
  }
  loads_.addTo(digest);
}

}  // namespace mw::motion
