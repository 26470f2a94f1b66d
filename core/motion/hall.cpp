// SPDX-License-Identifier: Apache-2.0
#include "core/motion/hall.h"

#include <algorithm>

#include "core/factory/transfer_device.h"
#include "core/motion/enclosure_bodies.h"
#include "core/motion/friction.h"

namespace mw::motion {
namespace {

constexpr double kMargin_m = 20;  // around all conveyors
constexpr double kFloorThickness_m = 1;
constexpr double kLowestBelt_m = 0.2;  // above the floor
constexpr double kBelowFloor_m = 0.5;  // what is so far down fell through

std::optional<int> laneOf(std::span<const ConveyorGeometry> conveyors, std::size_t element) {
  for (std::size_t lane = 0; lane < conveyors.size(); ++lane) {
    if (conveyors[lane].element == element) return static_cast<int>(lane);
  }
  return std::nullopt;
}

}  // namespace

Hall::Hall(const factory::Factory& factory, std::span<const ConveyorGeometry> conveyors, RigidWorld& world) {
  addFloor(factory, conveyors, world);
  for (std::size_t i = 0; i < factory.elements().size(); ++i) addStandingBody(factory, i, conveyors, world);
}

void Hall::widenBy(const Vector3& point) {
  for (std::size_t axis = 0; axis < 3; ++axis) {
    min_m_[axis] = std::min(min_m_[axis], point[axis]);
    max_m_[axis] = std::max(max_m_[axis], point[axis]);
  }
}

void Hall::addFloor(const factory::Factory& factory, std::span<const ConveyorGeometry> conveyors, RigidWorld& world) {
  for (const ConveyorGeometry& conveyor : conveyors) {
    for (const Leg& leg : conveyor.legs) {
      for (const double along_m : {0.0, leg.length_m}) {
        const Vector3 point = leg.at(along_m, 0, 0);
        widenBy(point);
        floor_z_m_ = std::min(floor_z_m_, point[2] - kLowestBelt_m);
      }
    }
    floor_z_m_ = std::min(floor_z_m_, factory.elements()[conveyor.element].pose.z_m);
  }
  for (const factory::Element& element : factory.elements()) {
    if (element.has("pose")) widenBy({element.pose.x_m, element.pose.y_m, element.pose.z_m});
  }
  Box floor;
  floor.friction = kFloorFriction;
  for (std::size_t axis = 0; axis < 2; ++axis) {
    min_m_[axis] -= kMargin_m;
    max_m_[axis] += kMargin_m;
    floor.size_m[axis] = max_m_[axis] - min_m_[axis];
    floor.position_m[axis] = (max_m_[axis] + min_m_[axis]) / 2;
  }
  floor.size_m[2] = kFloorThickness_m;
  floor.position_m[2] = floor_z_m_ - kFloorThickness_m / 2;
  min_m_[2] = floor_z_m_ - kBelowFloor_m;
  max_m_[2] += kMargin_m;
  world.addFixed(floor);
}

void Hall::addStandingBody(const factory::Factory& factory, std::size_t i, std::span<const ConveyorGeometry> conveyors,
                           RigidWorld& world) {
  const factory::Element& element = factory.elements()[i];
  if (laneOf(conveyors, i) || factory::transferKind(element.type) || !(element.has("pose") || element.has("size_m")))
    return;
  Box body;
  body.size_m = element.has("size_m") ? element.fields["size_m"].get<Vector3>() : element.declaration->default_size_m;
  body.position_m = {element.pose.x_m, element.pose.y_m, element.pose.z_m + body.size_m[2] / 2};
  body.yaw_rad = element.pose.yaw_rad;
  body.friction = kGuideFriction;
  std::vector<std::uint32_t> elements;
  for (const ConveyorGeometry& conveyor : conveyors) elements.push_back(conveyor.element);
  body.open_lanes = lanesThrough(factory, i, elements);
  if (!element.has("size_m")) {
    for (std::size_t lane = 0; lane < conveyors.size(); ++lane) {
      if (conveyors[lane].reaches(body)) body.open_lanes.push_back(static_cast<int>(lane));
    }
  }
  const auto enclosure = factory::enclosureOf(element);
  if (!enclosure) {
    element_of_body_[world.addFixed(body)] = static_cast<std::uint32_t>(i);
    return;
  }
  const std::vector<int> open_lanes = lanesThroughWalls(body.open_lanes, factory, i, elements);
  const std::vector<factory::Panel> panels = factory::wallPanels(*enclosure);
  for (std::size_t k = 0; k < panels.size(); ++k) {
    Box wall = panelBox(element.pose, panels[k]);
    // Belts run over the base, which is as high as they are.
    wall.open_lanes = k == 0 ? body.open_lanes : open_lanes;
    element_of_body_[world.addFixed(wall)] = static_cast<std::uint32_t>(i);
  }
}

bool Hall::contains(const Vector3& point_m) const {
  for (std::size_t axis = 0; axis < 3; ++axis) {
    if (point_m[axis] < min_m_[axis] || point_m[axis] > max_m_[axis]) return false;
  }
  return true;
}

std::optional<std::uint32_t> Hall::elementOf(BodyId body) const {
  const auto found = element_of_body_.find(body);
  if (found == element_of_body_.end()) return std::nullopt;
  return found->second;
}

}  // namespace mw::motion
