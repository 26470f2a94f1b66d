// SPDX-License-Identifier: Apache-2.0
#include "core/motion/cell/robot_cell.h"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>

#include "core/factory/transport_height.h"
#include "core/motion/arm/arm_reader.h"
#include "core/motion/joined_conveyor.h"

namespace mw::motion {
namespace {

enum class PortEnd { Pick, Place };

constexpr double kOverPassing_m = 0.03;

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

RobotPort portOn(const factory::Factory& factory, std::size_t i, std::size_t flow, PortEnd end,
                 std::span<const factory::Part> parts) {
  const factory::Element& element = factory.elements()[i];
  RobotPort port{static_cast<std::uint32_t>(i), static_cast<std::uint32_t>(flow), {}, element.pose.yaw_rad};
  if (element.type != "conveyor") {
    port.stand_m = {element.pose.x_m, element.pose.y_m, element.pose.z_m + factory::kTransportHeight_m};
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

Eigen::Isometry3d baseOf(const factory::Element& robot) {
  Eigen::Isometry3d X_WB = Eigen::Isometry3d::Identity();
  X_WB.translation() = Eigen::Vector3d(robot.pose.x_m, robot.pose.y_m, robot.pose.z_m);
  X_WB.linear() = Eigen::AngleAxisd(robot.pose.yaw_rad, Eigen::Vector3d::UnitZ()).toRotationMatrix();
  return X_WB;
}

PartPlace placeIn(const RobotCell& cell, const RobotPort& port, double height_m) {
  const Eigen::Vector3d top_m(port.stand_m[0], port.stand_m[1], port.stand_m[2] + height_m);
  const double base_yaw_rad = std::atan2(cell.X_WB.linear()(1, 0), cell.X_WB.linear()(0, 0));
  return {cell.X_WB.inverse() * top_m, port.yaw_rad - base_yaw_rad};
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
    if (flow.to == robot) cell.picks.push_back(portOn(factory, flow.from, k, PortEnd::Pick, parts));
    if (flow.from == robot) cell.places.push_back(portOn(factory, flow.to, k, PortEnd::Place, parts));
  }
  return cell;
}

PickPlaceProgramme programmeOf(const RobotCell& cell, const RobotPort& pick, const RobotPort& place,
                               const factory::Part& part) {
  PickPlaceProgramme programme;
  programme.part_size_m = part.size_m;
  programme.part_mass_kg = part.mass_kg;
  programme.pick = placeIn(cell, pick, part.size_m[2]);
  programme.place = placeIn(cell, place, part.size_m[2]);
  programme.speed = cell.speed;
  if (place.passes_m > 0) programme.approach_m = std::max(programme.approach_m, place.passes_m + kOverPassing_m);
  return programme;
}

}  // namespace mw::motion
