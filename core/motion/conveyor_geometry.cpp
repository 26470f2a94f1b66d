// SPDX-License-Identifier: Apache-2.0
#include "core/motion/conveyor_geometry.h"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <numbers>

#include "core/factory/transport_height.h"

namespace mw::motion {
namespace {

constexpr double kSideGap_m = 0.05;  // between the widest part and a rail
constexpr double kSharpestTurn_rad = std::numbers::pi / 2 + 1e-6;

[[noreturn]] void refuse(std::size_t element, const char* field, std::string cause, std::string cure) {
  throw InputError(Place{"", fmt::format("/elements/{}/{}", element, field), 0, 0}, std::move(cause), std::move(cure));
}

/// Corner points in the conveyor's own frame.
std::vector<Vector3> localPoints(const factory::Element& element) {
  if (!element.has("path")) {
    const double half_m = element.value("length_m").get<double>() / 2;
    return {{-half_m, 0, 0}, {half_m, 0, 0}};
  }
  std::vector<Vector3> points;
  for (const Json& point : element.fields["path"]) points.push_back(point.get<Vector3>());
  return points;
}

std::vector<Leg> legsOf(const factory::Factory& factory, std::size_t i) {
  const factory::Element& element = factory.elements()[i];
  const std::vector<Vector3> points = localPoints(element);
  const Leg frame{element.pose.x_m, element.pose.y_m, element.pose.yaw_rad, 0};
  std::vector<Leg> legs;
  for (std::size_t k = 1; k < points.size(); ++k) {
    const double dx = points[k][0] - points[k - 1][0];
    const double dy = points[k][1] - points[k - 1][1];
    if (points[k][2] != points[k - 1][2]) {
      refuse(i, "path", fmt::format("conveyor \"{}\" climbs; motion runs level belts only", element.id),
             "give all points of the path the same height");
    }
    if (dx == 0 && dy == 0) continue;
    const Vector3 start = frame.at(points[k - 1][0], points[k - 1][1], 0);
    legs.push_back({start[0], start[1], frame.yaw_rad + std::atan2(dy, dx), std::hypot(dx, dy)});
  }
  if (legs.empty())
    refuse(i, "path", fmt::format("the path of conveyor \"{}\" has no length", element.id), "move a point");
  return legs;
}

double widestPart_m(const ConveyorGeometry& conveyor, std::span<const factory::Part> parts) {
  double widest_m = 0;
  for (const factory::Part& part : parts) {
    // In a corner a part may be turned any way.
    const double across_m = conveyor.legs.size() > 1 ? std::hypot(part.size_m[0], part.size_m[1]) : part.size_m[1];
    widest_m = std::max(widest_m, across_m);
  }
  return widest_m;
}

void checkCorners(const ConveyorGeometry& conveyor, std::string_view id) {
  for (std::size_t k = 0; k + 1 < conveyor.legs.size(); ++k) {
    const double turn_rad = std::abs(conveyor.turn_rad(k));
    if (turn_rad > kSharpestTurn_rad) {
      refuse(conveyor.element, "path", fmt::format("conveyor \"{}\" turns by more than 90 degrees at once", id),
             "put another point into the corner");
    }
  }
  for (std::size_t k = 0; k < conveyor.legs.size(); ++k) {
    double needed_m = conveyor.half_part_m;
    if (k > 0) needed_m += conveyor.cornerReach_m(k - 1);
    if (k + 1 < conveyor.legs.size()) needed_m += conveyor.cornerReach_m(k);
    if (conveyor.legs.size() > 1 && conveyor.legs[k].length_m <= needed_m) {
      refuse(conveyor.element, "path", fmt::format("a leg of conveyor \"{}\" is shorter than its corner", id),
             "move the points of the path apart");
    }
  }
}

}  // namespace

std::array<double, 2> Leg::alongAndAcross_m(const Vector3& point) const {
  const double dx = point[0] - x_m;
  const double dy = point[1] - y_m;
  return {dx * std::cos(yaw_rad) + dy * std::sin(yaw_rad), -dx * std::sin(yaw_rad) + dy * std::cos(yaw_rad)};
}

Vector3 Leg::at(double along_m, double across_m, double z_m) const {
  return {x_m + along_m * std::cos(yaw_rad) - across_m * std::sin(yaw_rad),
          y_m + along_m * std::sin(yaw_rad) + across_m * std::cos(yaw_rad), z_m};
}

Vector3 Leg::direction() const {
  return {std::cos(yaw_rad), std::sin(yaw_rad), 0};
}

double ConveyorGeometry::turn_rad(std::size_t leg) const {
  return std::remainder(legs[leg + 1].yaw_rad - legs[leg].yaw_rad, 2 * std::numbers::pi);
}

bool ConveyorGeometry::reaches(const Box& box) const {
  const Leg frame{box.position_m[0], box.position_m[1], box.yaw_rad, 0};
  const double margin_m = width_m / 2 + half_part_m;
  return std::any_of(legs.begin(), legs.end(), [&](const Leg& leg) {
    const auto start = frame.alongAndAcross_m(leg.at(0, 0, 0));
    const auto end = frame.alongAndAcross_m(leg.at(leg.length_m, 0, 0));
    double first = 0;  // of the leg, the piece inside the box so far
    double last = 1;
    for (std::size_t axis = 0; axis < 2; ++axis) {
      const double half_m = box.size_m[axis] / 2 + margin_m;
      const double way_m = end[axis] - start[axis];
      if (way_m == 0) {
        if (std::abs(start[axis]) > half_m) return false;
        continue;
      }
      const double enters = (-half_m - start[axis]) / way_m;
      const double leaves = (half_m - start[axis]) / way_m;
      first = std::max(first, std::min(enters, leaves));
      last = std::min(last, std::max(enters, leaves));
    }
    return first <= last;
  });
}

double ConveyorGeometry::cornerReach_m(std::size_t leg) const {
  return width_m / 2 * std::tan(std::abs(turn_rad(leg)) / 2);
}

ConveyorGeometry conveyorGeometry(const factory::Factory& factory, std::size_t i,
                                  std::span<const factory::Part> parts) {
  const factory::Element& element = factory.elements()[i];
  ConveyorGeometry conveyor;
  conveyor.element = static_cast<std::uint32_t>(i);
  conveyor.legs = legsOf(factory, i);
  for (const Leg& leg : conveyor.legs) conveyor.length_m += leg.length_m;
  conveyor.speed_mps = element.value("speed_mps").get<double>();
  conveyor.pitch_m = element.value("pitch_m").get<double>();
  conveyor.is_accumulating = element.value("accumulating").get<bool>();
  const double path_z_m = element.has("path") ? element.fields["path"][0][2].get<double>() : 0;
  conveyor.top_z_m = element.pose.z_m + path_z_m + factory::kTransportHeight_m;
  for (const factory::Part& part : parts) {
    conveyor.half_part_m = std::max(conveyor.half_part_m, std::hypot(part.size_m[0], part.size_m[1]) / 2);
  }

  const double needed_m = widestPart_m(conveyor, parts) + 2 * kSideGap_m;
  conveyor.width_m = element.has("size_m") ? element.fields["size_m"][1].get<double>()
                                           : std::max(element.declaration->default_size_m[1], needed_m);
  if (conveyor.width_m < needed_m - 1e-9) {
    refuse(i, "size_m",
           fmt::format("conveyor \"{}\" is {:.3g} m wide, its parts need {:.3g} m", element.id, conveyor.width_m,
                       needed_m),
           "widen the conveyor");
  }
  checkCorners(conveyor, element.id);
  return conveyor;
}

}  // namespace mw::motion
