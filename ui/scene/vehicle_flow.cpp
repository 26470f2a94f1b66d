// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/scene/vehicle_flow.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <numbers>
#include <set>
#include <tuple>

#include "ui/scene/footprint.h"
#include "ui/scene/part_slot.h"

namespace mw::scene {
namespace {

using events::VehicleActivity;
using events::VehicleMove;

constexpr double kTurn_m = 1.0;  ///< of a way, over which a vehicle turns into it
constexpr double kQueueGap_m = 1.5;
constexpr double kBayGap_m = 1.1;

Vec3 pointOf(const factory::RoadNode& node) {
  return {node.x_m, node.y_m, 0};
}

double yawAlong(const factory::RoadNetwork& network, std::size_t from, std::size_t to) {
  const Vec3 way = pointOf(network.nodes[to]) - pointOf(network.nodes[from]);
  return std::atan2(way.y, way.x);
}

/// Vehicles keep to the right where others may come towards them.
double laneOf(const factory::RoadNetwork& network, std::size_t from, std::size_t to) {
  if (network.is_straight) return 0;
  for (const factory::RoadEdge& edge : network.edges) {
    const bool joins = (edge.from == from && edge.to == to) || (edge.from == to && edge.to == from);
    if (joins) return edge.lane_m;
  }
  return 0;
}

Vec3 rightOf(double yaw_rad) {
  return {std::sin(yaw_rad), -std::cos(yaw_rad), 0};
}

}  // namespace

Vec3 vehicleSize_m() {
  SceneElement vehicle;
  vehicle.type = BodyType::Vehicle;
  return sizeOf(vehicle);
}

ElementState stateOf(VehicleActivity activity) {
  switch (activity) {
    case VehicleActivity::Loaded:
      return ElementState::Busy;
    case VehicleActivity::Empty:
      return ElementState::Setup;
    case VehicleActivity::Waiting:
      return ElementState::Waiting;
    case VehicleActivity::Idle:
      return ElementState::Idle;
    case VehicleActivity::Charging:
      return ElementState::Off;
  }
  return ElementState::Idle;
}

std::vector<SceneRoad> sceneRoads(const factory::Factory& factory) {
  std::vector<SceneRoad> roads;
  const Json& json = factory.json();
  if (!json.contains("vehicles")) return roads;
  std::set<std::string> seen;
  for (std::size_t fleet = 0; fleet < json["vehicles"].size(); ++fleet) {
    const factory::RoadNetwork network = factory::roadNetworkOf(factory, fleet);
    if (network.is_straight || !seen.insert(json["vehicles"][fleet].value("network", "")).second) continue;
    for (const factory::RoadEdge& edge : network.edges) {
      roads.push_back({pointOf(network.nodes[edge.from]), pointOf(network.nodes[edge.to]), edge.lane_m});
    }
  }
  return roads;
}

VehicleFlow::VehicleFlow(const factory::Factory& factory) {
  const Json& json = factory.json();
  if (!json.contains("vehicles")) return;
  for (std::size_t fleet = 0; fleet < json["vehicles"].size(); ++fleet) {
    networks_.push_back(factory::roadNetworkOf(factory, fleet));
    std::optional<Vec3> size_m;
    if (const Json& given = json["vehicles"][fleet]; given.contains("size_m")) {
      const auto size = given["size_m"].get<std::array<double, 3>>();
      size_m = Vec3{size[0], size[1], size[2]};
    }
    sizes_m_.push_back(size_m);
  }
}

std::vector<VehiclePose> VehicleFlow::posesAt(const events::Moment& moment) const {
  std::vector<VehiclePose> poses;
  // How many stand at a node already: those with a part or at work behind each other, idle ones in bays beside it.
  std::map<std::tuple<std::uint32_t, std::uint32_t, bool>, int> standing_at;
  for (const VehicleMove& move : moment.vehicles) {
    const factory::RoadNetwork& network = networks_[move.fleet];
    if (move.from != move.to && moment.at < move.until) {
      poses.push_back(driving(network, move, moment.at));
    } else {
      VehiclePose pose = standing(network, move);
      const bool is_parked = move.activity == VehicleActivity::Idle || move.activity == VehicleActivity::Charging;
      const int ahead = standing_at[{move.fleet, move.to, is_parked}]++;
      const Vec3 along{std::cos(pose.yaw_rad), std::sin(pose.yaw_rad), 0};
      pose.position_m += is_parked ? rightOf(pose.yaw_rad) * (kBayGap_m * ahead) : along * (-kQueueGap_m * ahead);
      poses.push_back(pose);
    }
    poses.back().state = stateOf(move.activity);
    poses.back().size_m = sizes_m_[move.fleet];
  }
  return poses;
}

VehiclePose VehicleFlow::driving(const factory::RoadNetwork& network, const VehicleMove& move, SimTime at) const {
  const Vec3 from = pointOf(network.nodes[move.from]);
  const Vec3 way = pointOf(network.nodes[move.to]) - from;
  const double share = (at - move.at).seconds() / std::max(1e-9, (move.until - move.at).seconds());
  double yaw_rad = std::atan2(way.y, way.x);
  double lane_m = laneOf(network, move.from, move.to);
  const double driven_m = share * norm(way);
  if (move.before != VehicleMove::kNone && driven_m < kTurn_m && move.before != move.from) {
    const double s = driven_m / kTurn_m;
    const double eased = s * s * (3 - 2 * s);
    const double turn_rad = std::remainder(yaw_rad - yawAlong(network, move.before, move.from), 2 * std::numbers::pi);
    yaw_rad -= (1 - eased) * turn_rad;
    lane_m = eased * lane_m + (1 - eased) * laneOf(network, move.before, move.from);
  }
  return {from + way * share + rightOf(yaw_rad) * lane_m, yaw_rad, ElementState::Idle, {}};
}

VehiclePose VehicleFlow::standing(const factory::RoadNetwork& network, const VehicleMove& move) const {
  // At the end of a way: `from` is where that began, of a stop `before` is.
  const std::uint32_t came_from = move.from != move.to ? move.from : move.before;
  VehiclePose pose{pointOf(network.nodes[move.to]), 0, ElementState::Idle, {}};
  if (came_from == VehicleMove::kNone || came_from == move.to) {
    // Not yet driven: as if it had come by the first road of its node.
    for (const factory::RoadEdge& edge : network.edges) {
      if (edge.from != move.to && edge.to != move.to) continue;
      pose.yaw_rad = yawAlong(network, edge.from == move.to ? edge.to : edge.from, move.to);
      break;
    }
  } else {
    pose.yaw_rad = yawAlong(network, came_from, move.to);
    pose.position_m += rightOf(pose.yaw_rad) * laneOf(network, came_from, move.to);
  }
  return pose;
}

PartPose onDeck(const VehiclePose& vehicle, std::uint32_t type, const Vec3& part_size_m) {
  const Vec3 lift{0, 0, vehicle.size_m.value_or(vehicleSize_m()).z};
  return standingIn({vehicle.position_m + lift, vehicle.yaw_rad, 0}, type, part_size_m);
}

}  // namespace mw::scene
