// SPDX-License-Identifier: Apache-2.0
#include "core/motion/drive/standing_boxes.h"

#include <algorithm>
#include <cmath>

#include "core/factory/transport_height.h"
#include "core/motion/conveyor_geometry.h"

namespace mw::motion {
namespace {

std::vector<Footprint> conveyorBoxes(const factory::Factory& factory, std::size_t i) {
  std::vector<factory::Part> parts(factory.parts().begin(), factory.parts().end());
  if (parts.empty()) parts.emplace_back();
  const ConveyorGeometry belt = conveyorGeometry(factory, i, parts);
  std::vector<Footprint> boxes;
  for (const Leg& leg : belt.legs) {
    const Vector3 begin = leg.at(0, 0, 0);
    const Vector3 end = leg.at(leg.length_m, 0, 0);
    const double half_length_m = std::hypot(end[0] - begin[0], end[1] - begin[1]) / 2;
    boxes.push_back({{(begin[0] + end[0]) / 2, (begin[1] + end[1]) / 2, leg.yaw_rad},
                     half_length_m,
                     belt.width_m / 2,
                     std::min(begin[2], end[2]) - factory::kTransportHeight_m,
                     std::max(begin[2], end[2])});
  }
  return boxes;
}

std::vector<Footprint> boxesOf(const factory::Factory& factory, std::size_t i) {
  const factory::Element& element = factory.elements()[i];
  if (element.type == "conveyor") return conveyorBoxes(factory, i);
  if (!element.has("size_m") && element.type != "robot") return {};
  const Vector3 size_m =
      element.has("size_m") ? element.fields["size_m"].get<Vector3>() : element.declaration->default_size_m;
  const auto& pose = element.pose;
  return {{{pose.x_m, pose.y_m, pose.yaw_rad}, size_m[0] / 2, size_m[1] / 2, pose.z_m, pose.z_m + size_m[2]}};
}

}  // namespace

std::vector<StandingBox> standingBoxes(const factory::Factory& factory) {
  std::vector<StandingBox> standing;
  for (std::size_t i = 0; i < factory.elements().size(); ++i) {
    for (const Footprint& box : boxesOf(factory, i)) standing.push_back({static_cast<std::uint32_t>(i), box});
  }
  return standing;
}

}  // namespace mw::motion
