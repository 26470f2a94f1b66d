// SPDX-License-Identifier: Apache-2.0
#include "core/motion/drive/standing_boxes.h"

#include <algorithm>
#include <cmath>

#include "core/factory/transport_height.h"
#include "core/motion/conveyor_geometry.h"

namespace mw::motion {
namespace {

constexpr double kSagitta_m = 0.02;

/// Chords of a bend, so short that the belt's middle is never farther from them than kSagitta_m.
void addBend(const Bend& bend, double width_m, std::vector<Footprint>& boxes) {
  if (bend.radius_m <= 0) return;
  const double most_rad = 2 * std::acos(std::max(0.0, 1 - kSagitta_m / bend.radius_m));
  const int n_chords = static_cast<int>(std::ceil(std::abs(bend.turn_rad) / most_rad));
  Vector3 begin = bend.at(0, bend.radius_m, 0);
  for (int i = 1; i <= n_chords; ++i) {
    const Vector3 end = bend.at(bend.turn_rad * i / n_chords, bend.radius_m, 0);
    const double dx = end[0] - begin[0];
    const double dy = end[1] - begin[1];
    boxes.push_back({{(begin[0] + end[0]) / 2, (begin[1] + end[1]) / 2, std::atan2(dy, dx)},
                     std::hypot(dx, dy) / 2,
                     width_m / 2,
                     begin[2] - factory::kTransportHeight_m,
                     begin[2]});
    begin = end;
  }
}

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
  for (const Bend& bend : belt.bends) addBend(bend, belt.width_m, boxes);
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
