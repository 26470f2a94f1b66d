// SPDX-License-Identifier: Apache-2.0
#include "core/motion/enclosure_bodies.h"

#include <algorithm>
#include <cmath>

#include "core/factory/belt_passage.h"
#include "core/motion/friction.h"

namespace mw::motion {

Box panelBox(const factory::Pose& element, const factory::Panel& panel, const Vector3& moved_m) {
  const double c = std::cos(element.yaw_rad);
  const double s = std::sin(element.yaw_rad);
  const double x_m = panel.center_m[0] + moved_m[0];
  const double y_m = panel.center_m[1] + moved_m[1];
  Box box;
  box.size_m = panel.size_m;
  box.position_m = {element.x_m + c * x_m - s * y_m, element.y_m + s * x_m + c * y_m,
                    element.z_m + panel.center_m[2] + moved_m[2]};
  box.yaw_rad = element.yaw_rad;
  box.friction = kGuideFriction;
  return box;
}

std::vector<int> lanesThrough(const factory::Factory& factory, std::size_t element,
                              std::span<const std::uint32_t> conveyors) {
  std::vector<int> lanes;
  for (const factory::Flow& flow : factory.flows()) {
    if (flow.from != element && flow.to != element) continue;
    const std::size_t other = flow.from == element ? flow.to : flow.from;
    const auto lane = std::find(conveyors.begin(), conveyors.end(), other);
    if (lane != conveyors.end()) lanes.push_back(static_cast<int>(lane - conveyors.begin()));
  }
  return lanes;
}

std::vector<int> lanesThroughWalls(std::vector<int> lanes, const factory::Factory& factory, std::size_t enclosure,
                                   std::span<const std::uint32_t> conveyors) {
  for (const factory::BeltPassage& passage : factory::beltPassages(factory)) {
    if (passage.enclosure != enclosure) continue;
    const auto lane = std::find(conveyors.begin(), conveyors.end(), passage.conveyor) - conveyors.begin();
    std::erase(lanes, static_cast<int>(lane));
  }
  return lanes;
}

}  // namespace mw::motion
