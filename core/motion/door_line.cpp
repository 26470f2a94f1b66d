// SPDX-License-Identifier: Apache-2.0
#include "core/motion/door_line.h"

#include "core/motion/enclosure_bodies.h"

namespace mw::motion {
namespace {

constexpr double kRounding = 1e-9;

}  // namespace

DoorLine::DoorLine(const factory::Factory& factory, std::span<const std::uint32_t> conveyors, RigidWorld& world)
    : factory_(factory), world_(world) {
  for (std::size_t i = 0; i < factory.elements().size(); ++i) {
    const factory::Element& element = factory.elements()[i];
    const auto enclosure = element.has("pose") ? factory::enclosureOf(element) : std::nullopt;
    if (!enclosure) continue;
    const std::vector<int> open_lanes = lanesThroughWalls(lanesThrough(factory, i, conveyors), factory, i, conveyors);
    for (const factory::EnclosureDoor& given : enclosure->doors) {
      Door door;
      door.element = static_cast<std::uint32_t>(i);
      door.pose = element.pose;
      door.leaf = factory::doorPanel(*enclosure, given);
      door.doorway = panelBox(element.pose, factory::doorway(*enclosure, given));
      door.travel_m = factory::doorTravel_m(given);
      door.opens_s = given.opens_s;
      Box leaf = panelBox(element.pose, door.leaf, door.travel_m);
      leaf.open_lanes = open_lanes;
      door.body = world.addDriven(leaf);
      states_.push_back({door.element, static_cast<std::uint32_t>(&given - enclosure->doors.data()), 1});
      doors_.push_back(door);
    }
  }
}

std::vector<std::uint32_t> DoorLine::elements() const {
  std::vector<std::uint32_t> elements;
  for (const Door& door : doors_) {
    if (!elements.empty() && elements.back() == door.element) continue;
    if (factory::doorTime_s(factory_.elements()[door.element]) > 0) elements.push_back(door.element);
  }
  return elements;
}

void DoorLine::setOpen(std::uint32_t element, bool is_open) {
  for (Door& door : doors_) {
    if (door.element == element) door.shall_open = is_open;
  }
}

void DoorLine::drive(double step_s, const Curtain& curtain) {
  for (std::size_t k = 0; k < doors_.size(); ++k) {
    const Door& door = doors_[k];
    double& open = states_[k].open;
    if (open == (door.shall_open ? 1.0 : 0.0)) continue;
    if (!door.shall_open && curtain(states_[k], door.doorway)) continue;
    const double part = door.opens_s > 0 ? step_s / door.opens_s : 1;
    open += door.shall_open ? part : -part;
    if (open > 1 - kRounding) open = 1;
    if (open < kRounding) open = 0;
    Vector3 moved_m = door.travel_m;
    for (double& component : moved_m) component *= open;
    world_.driveTo(door.body, panelBox(door.pose, door.leaf, moved_m).position_m, door.pose.yaw_rad);
  }
}

bool DoorLine::isThere(std::uint32_t element) const {
  for (std::size_t k = 0; k < doors_.size(); ++k) {
    if (doors_[k].element == element && states_[k].open != (doors_[k].shall_open ? 1.0 : 0.0)) return false;
  }
  return true;
}

bool DoorLine::isOpen(std::uint32_t element) const {
  for (std::size_t k = 0; k < doors_.size(); ++k) {
    if (doors_[k].element == element && !(doors_[k].shall_open && states_[k].open == 1)) return false;
  }
  return true;
}

}  // namespace mw::motion
