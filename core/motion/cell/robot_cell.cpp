// SPDX-License-Identifier: Apache-2.0
#include "core/motion/cell/robot_cell.h"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>

#include "core/factory/enclosure.h"
#include "core/factory/road_network.h"
#include "core/factory/transport_height.h"
#include "core/motion/arm/arm_reader.h"
#include "core/motion/drive/served_stops.h"
#include "core/motion/joined_conveyor.h"

namespace mw::motion {
namespace {

enum class PortEnd { Pick, Place };

constexpr double kOverPassing_m = 0.03;
constexpr double kOverVehicles_m = 0.03;  // besides that: together more than a near miss of arms
constexpr double kToolHalf_m = 0.05;      // of a gripper, which is wider than small parts

/// How high parts may be that come to a belt from elsewhere than by this flow.
double passing_m(const factory::Factory& factory, std::size_t belt, std::size_t flow,
                 std::span<const factory::Part> parts) {
  double tallest_m = 0;
  for (std::size_t k = 0; k < factory.flows().size(); ++k) {
    if (k == flow || factory.flows()[k].to != belt) continue;
    for (const factory::Part& part : parts) tallest_m = std::max(tallest_m, part.size_m[2]);
  }
  return tallest_m;
}

/// How the robot gets to the middle of an enclosed element; none where there is no door for it.
std::optional<PortDoor> doorTo(const factory::Element& element, const factory::Pose& robot) {
  const auto enclosure = factory::enclosureOf(element);
  if (!enclosure) return std::nullopt;
  const auto k = factory::doorFacing(*enclosure, factory::inFrameOf(element.pose, robot.x_m, robot.y_m));
  if (!k) return std::nullopt;
  const factory::EnclosureDoor& door = enclosure->doors[*k];
  const factory::Panel doorway = factory::doorway(*enclosure, door);
  const std::array<double, 3> outward = factory::outwardOf(door.side);
  PortDoor to;
  for (std::size_t axis = 0; axis < 3; ++axis) {
    const double stand_m = axis == 2 ? factory::kTransportHeight_m : 0;
    to.depth_m +=
        outward[axis] * (doorway.center_m[axis] - stand_m) + std::abs(outward[axis]) * doorway.size_m[axis] / 2;
  }
  const double c = std::cos(element.pose.yaw_rad);
  const double s = std::sin(element.pose.yaw_rad);
  to.outward = {c * outward[0] - s * outward[1], s * outward[0] + c * outward[1], outward[2]};
  return to;
}

RobotPort portOn(const factory::Factory& factory, std::size_t i, std::size_t flow, PortEnd end,
                 std::span<const factory::Part> parts) {
  const factory::Element& element = factory.elements()[i];
  RobotPort port{static_cast<std::uint32_t>(i), static_cast<std::uint32_t>(flow), {}, element.pose.yaw_rad};
  if (element.type != "conveyor") {
    port.stand_m = {element.pose.x_m, element.pose.y_m, element.pose.z_m + factory::kTransportHeight_m};
    port.door = doorTo(
        element, factory.elements()[end == PortEnd::Pick ? factory.flows()[flow].to : factory.flows()[flow].from].pose);
    return port;
  }
  const bool is_pick = end == PortEnd::Pick;
  const ConveyorGeometry belt = is_pick ? joinedConveyor(factory, i, parts) : conveyorGeometry(factory, i, parts);
  const Leg leg = is_pick ? waitingPlace(belt) : belt.legs.front();
  port.stand_m = {leg.x_m, leg.y_m, leg.z_m};
  port.yaw_rad = leg.yaw_rad;
  if (!is_pick) port.passes_m = passing_m(factory, i, flow, parts);
  return port;
}

/// Loaded vehicles come and go under the arm, and keep off it as from a near miss.
void addPortsOnVehicles(const factory::Factory& factory, std::size_t flow, std::span<const factory::Part> parts,
                        RobotCell& cell, std::vector<RobotPort>& ports) {
  const std::size_t fleet = factory::fleetOf(factory, factory.flows()[flow]);
  const std::vector<ServedStop> stops = servedStops(factory, fleet, factory.elements()[cell.robot]);
  if (stops.empty()) cell.strays.push_back(static_cast<std::uint32_t>(flow));
  for (const ServedStop& stop : stops) {
    RobotPort port{cell.robot, static_cast<std::uint32_t>(flow), stop.bed_m, stop.yaw_rad};
    port.passes_m = kOverVehicles_m;
    for (const factory::Part& part : parts) port.passes_m = std::max(port.passes_m, part.size_m[2] + kOverVehicles_m);
    port.vehicle = PortVehicle{static_cast<std::uint32_t>(fleet), stop.road_from, stop.road_to};
    ports.push_back(std::move(port));
  }
}

void addPorts(const factory::Factory& factory, std::size_t flow, PortEnd end, std::span<const factory::Part> parts,
              RobotCell& cell) {
  std::vector<RobotPort>& ports = end == PortEnd::Pick ? cell.picks : cell.places;
  const factory::Flow& way = factory.flows()[flow];
  if (factory::isByVehicle(way)) return addPortsOnVehicles(factory, flow, parts, cell, ports);
  ports.push_back(portOn(factory, end == PortEnd::Pick ? way.from : way.to, flow, end, parts));
}

Eigen::Isometry3d baseOf(const factory::Element& robot) {
  Eigen::Isometry3d X_WB = Eigen::Isometry3d::Identity();
  X_WB.translation() = Eigen::Vector3d(robot.pose.x_m, robot.pose.y_m, robot.pose.z_m);
  X_WB.linear() = Eigen::AngleAxisd(robot.pose.yaw_rad, Eigen::Vector3d::UnitZ()).toRotationMatrix();
  return X_WB;
}

PartPlace placeIn(const RobotCell& cell, const RobotPort& port, const Vector3& size_m) {
  const Eigen::Vector3d top_m(port.stand_m[0], port.stand_m[1], port.stand_m[2] + size_m[2]);
  const double base_yaw_rad = std::atan2(cell.X_WB.linear()(1, 0), cell.X_WB.linear()(0, 0));
  PartPlace place{cell.X_WB.inverse() * top_m, port.yaw_rad - base_yaw_rad};
  if (!port.door) return place;
  const Eigen::Vector3d outward(port.door->outward[0], port.door->outward[1], port.door->outward[2]);
  const bool is_above = outward.z() > 0.5;
  const double half_m = is_above ? 0 : std::max(std::hypot(size_m[0], size_m[1]) / 2, kToolHalf_m);
  DoorWay& way = place.door.emplace();
  way.out_m = cell.X_WB.linear().transpose() * outward * (port.door->depth_m + half_m);
  if (is_above) way.lift_m = 0;
  return place;
}

}  // namespace

RobotCell robotCell(const factory::Factory& factory, std::size_t robot, std::span<const factory::Part> parts,
                    const std::filesystem::path& folder) {
  const factory::Element& element = factory.elements()[robot];
  RobotCell cell;
  cell.robot = static_cast<std::uint32_t>(robot);
  cell.gripper = readGripper(element.has("gripper") ? element.fields["gripper"] : Json());
  cell.mounted = withGripper(armOf(element, fmt::format("/elements/{}", robot), folder), cell.gripper);
  cell.X_WB = baseOf(element);
  cell.speed = element.value("speed").get<double>();
  for (std::size_t k = 0; k < factory.flows().size(); ++k) {
    const factory::Flow& flow = factory.flows()[k];
    if (flow.to == robot) addPorts(factory, k, PortEnd::Pick, parts, cell);
    if (flow.from == robot) addPorts(factory, k, PortEnd::Place, parts, cell);
  }
  return cell;
}

std::string strayText(const factory::Factory& factory, const RobotCell& cell, std::uint32_t flow) {
  const std::size_t fleet = factory::fleetOf(factory, factory.flows()[flow]);
  const std::string& robot = factory.elements()[cell.robot].id;
  if (factory::roadNetworkOf(factory, fleet).is_straight)
    return fmt::format("vehicles drive to where \"{}\" itself stands: its arm can't reach their bed", robot);
  return fmt::format("no road leads vehicles \"{}\" to \"{}\": its arm can't reach their bed",
                     factory.json()["vehicles"][fleet]["id"].get<std::string>(), robot);
}

std::string portText(const factory::Factory& factory, const RobotPort& port) {
  if (!port.vehicle) return fmt::format("\"{}\"", factory.elements()[port.element].id);
  return fmt::format("vehicles \"{}\" at \"{}\" (road from \"{}\")",
                     factory.json()["vehicles"][port.vehicle->fleet]["id"].get<std::string>(), port.vehicle->road_to,
                     port.vehicle->road_from);
}

PickPlaceProgramme programmeOf(const RobotCell& cell, const RobotPort& pick, const RobotPort& place,
                               const factory::Part& part) {
  PickPlaceProgramme programme;
  programme.part_size_m = part.size_m;
  programme.part_mass_kg = part.mass_kg;
  programme.pick = placeIn(cell, pick, part.size_m);
  programme.place = placeIn(cell, place, part.size_m);
  programme.speed = cell.speed;
  const double passes_m = std::max(pick.passes_m, place.passes_m);
  if (passes_m > 0) programme.approach_m = std::max(programme.approach_m, passes_m + kOverPassing_m);
  return programme;
}

}  // namespace mw::motion
