// SPDX-License-Identifier: Apache-2.0
#include "core/motion/clearance/surroundings.h"

#include <algorithm>
#include <set>

#include "core/factory/enclosure.h"
#include "core/factory/transport_height.h"
#include "core/motion/enclosure_bodies.h"

namespace mw::motion {
namespace {

layout::Block footOf(const RobotCell& cell) {
  const Arm& arm = cell.mounted;
  const Eigen::Vector3d base_m = cell.X_WB.translation();
  layout::Block foot;
  foot.center = {base_m[0], base_m[1]};
  foot.half_x_m = foot.half_y_m = kLinkRadiusShare * stretchedLength_m(arm);
  foot.low_m = base_m[2];
  foot.high_m = base_m[2] + arm.joints[0].X_PJ.translation()[2] + arm.joints[1].X_PJ.translation().norm();
  foot.owner = cell.robot;
  return foot;
}

}  // namespace

Surroundings::Surroundings(const factory::Factory& factory, const std::map<std::size_t, RobotCell>& cells)
    : factory_(factory), roads_(layout::sweptRoads(factory, factory.elements().size())) {
  std::vector<layout::Block> blocks;
  for (std::size_t i = 0; i < factory.elements().size(); ++i) {
    if (!factory.elements()[i].has("pose")) continue;
    const auto cell = cells.find(i);
    if (cell == cells.end()) {
      layout::appendBlocks(layout::bodyOf(factory.elements()[i]), i, blocks);
    } else {
      blocks.push_back(footOf(cell->second));
    }
  }
  for (const layout::SweptRoad& road : roads_) blocks.push_back(road.band);
  grid_ = layout::BlockGrid(std::move(blocks));
}

std::vector<Obstacle> Surroundings::around(const RobotCell& cell, double reach_m) const {
  std::set<std::size_t> served;
  for (const RobotPort& port : cell.picks) served.insert(port.element);
  for (const RobotPort& port : cell.places) served.insert(port.element);
  const Eigen::Vector3d base_m = cell.X_WB.translation();
  const layout::Point base{base_m[0], base_m[1]};
  const layout::Point reach{reach_m, reach_m};
  std::vector<Obstacle> obstacles = {floorObstacle(kFloor, std::min(0.0, base_m[2]))};
  for (const std::size_t i : grid_.near({base - reach, base + reach})) {
    const layout::Block& block = grid_.blocks()[i];
    if (block.owner == cell.robot) continue;
    if (served.contains(block.owner) && appendEnclosure(block.owner, obstacles)) continue;
    const double high_m = served.contains(block.owner)
                              ? factory_.elements()[block.owner].pose.z_m + factory::kTransportHeight_m
                              : block.high_m;
    obstacles.push_back(obstacleOf(block, high_m));
  }
  return obstacles;
}

/// Walls with their openings, and the doors beside them, open.
bool Surroundings::appendEnclosure(std::size_t owner, std::vector<Obstacle>& obstacles) const {
  const factory::Element& element = factory_.elements()[owner];
  const auto enclosure = factory::enclosureOf(element);
  if (!enclosure) return false;
  std::vector<Box> boxes;
  for (const factory::Panel& wall : factory::wallPanels(*enclosure)) boxes.push_back(panelBox(element.pose, wall));
  for (const factory::EnclosureDoor& door : enclosure->doors)
    boxes.push_back(panelBox(element.pose, factory::doorPanel(*enclosure, door), factory::doorTravel_m(door)));
  for (const Box& box : boxes) obstacles.push_back({owner, turnedBox(box)});
  return true;
}

const layout::SweptRoad* Surroundings::roadOf(std::size_t owner) const {
  const std::size_t first = factory_.elements().size();
  return owner >= first && owner - first < roads_.size() ? &roads_[owner - first] : nullptr;
}

}  // namespace mw::motion
