// SPDX-License-Identifier: Apache-2.0
#include "core/factory/enclosure.h"

#include <algorithm>
#include <cmath>

#include "core/factory/transport_height.h"

namespace mw::factory {
namespace {

constexpr double kLeaf_m = 0.03;      // thickness of a door
constexpr double kGap_m = 0.005;      // between leaf and wall
constexpr double kOverlap_m = 0.03;   // of leaf and wall on each side of the opening
constexpr double kCurtain_m = 0.05;   // a light curtain stands so far before the leaf, and behind the wall
constexpr double kThinnest_m = 1e-9;  // what rounding leaves of a wall
constexpr double kFacing = 0.2;       // cosine of the flattest angle at which somebody faces a door

EnclosureSide sideOf(const std::string& name) {
  if (name == "back") return EnclosureSide::Back;
  if (name == "left") return EnclosureSide::Left;
  if (name == "right") return EnclosureSide::Right;
  return name == "top" ? EnclosureSide::Top : EnclosureSide::Front;
}

/// Which axis a side's width runs along, 0 for x.
std::size_t widthAxis(EnclosureSide side) {
  return side == EnclosureSide::Left || side == EnclosureSide::Right ? 1 : 0;
}

/// What closes one side up, before its openings are cut: from the base, or of the top the whole roof.
Panel wholeSide(const Enclosure& enclosure, EnclosureSide side) {
  const auto& size_m = enclosure.size_m;
  const double wall_m = enclosure.wall_m;
  if (side == EnclosureSide::Top) return {{0, 0, size_m[2] - wall_m / 2}, {size_m[0], size_m[1], wall_m}};
  const double low_m = std::min(kTransportHeight_m, size_m[2] - wall_m);
  const double high_m = size_m[2] - wall_m;
  const std::size_t through = 1 - widthAxis(side);
  Panel panel{{0, 0, (low_m + high_m) / 2}, {size_m[0], size_m[1], high_m - low_m}};
  panel.size_m[through] = wall_m;
  // The walls on the left and on the right stand between the other two.
  if (through == 0) panel.size_m[1] -= 2 * wall_m;
  panel.center_m[through] = outwardOf(side)[through] * (size_m[through] - wall_m) / 2;
  return panel;
}

/// The opening in the plane of its side: along the width and across it (upwards; in the top along y).
struct Opening {
  double from_m, to_m, low_m, high_m;
};
Opening openingOf(const EnclosureDoor& door) {
  const bool is_top = door.side == EnclosureSide::Top;
  const double low_m = is_top ? -door.height_m / 2 : door.sill_m;
  return {door.at_m - door.width_m / 2, door.at_m + door.width_m / 2, low_m, low_m + door.height_m};
}

Panel between(const Panel& whole, std::size_t axis, double from_m, double to_m) {
  Panel panel = whole;
  panel.center_m[axis] = (from_m + to_m) / 2;
  panel.size_m[axis] = to_m - from_m;
  return panel;
}

void appendSide(const Enclosure& enclosure, EnclosureSide side, std::vector<Panel>& panels) {
  const Panel whole = wholeSide(enclosure, side);
  const std::size_t wide = widthAxis(side);
  const std::size_t up = side == EnclosureSide::Top ? 1 : 2;
  const auto append = [&panels](const Panel& panel) {
    if (*std::min_element(panel.size_m.begin(), panel.size_m.end()) > kThinnest_m) panels.push_back(panel);
  };
  std::vector<Opening> openings;
  for (const EnclosureDoor& door : enclosure.doors)
    if (door.side == side) openings.push_back(openingOf(door));
  std::sort(openings.begin(), openings.end(), [](const Opening& a, const Opening& b) { return a.from_m < b.from_m; });
  const double end_m = whole.center_m[wide] + whole.size_m[wide] / 2;
  double at_m = whole.center_m[wide] - whole.size_m[wide] / 2;
  for (const Opening& opening : openings) {
    append(between(whole, wide, at_m, opening.from_m));
    const Panel column = between(whole, wide, std::max(at_m, opening.from_m), opening.to_m);
    append(between(column, up, whole.center_m[up] - whole.size_m[up] / 2, opening.low_m));
    append(between(column, up, opening.high_m, whole.center_m[up] + whole.size_m[up] / 2));
    at_m = std::max(at_m, opening.to_m);
  }
  append(between(whole, wide, at_m, end_m));
}

/// A box over the opening, so far beyond its edges, from one depth outwards to another; depths count from the middle.
Panel overOpening(const EnclosureDoor& door, double beyond_m, double from_m, double to_m) {
  const Opening opening = openingOf(door);
  const std::size_t wide = widthAxis(door.side);
  const bool is_top = door.side == EnclosureSide::Top;
  const std::size_t up = is_top ? 1 : 2;
  const std::size_t through = is_top ? 2 : 1 - wide;
  Panel panel;
  panel.center_m[wide] = door.at_m;
  panel.size_m[wide] = door.width_m + 2 * beyond_m;
  panel.center_m[up] = (opening.low_m + opening.high_m) / 2;
  panel.size_m[up] = door.height_m + 2 * beyond_m;
  panel.center_m[through] = outwardOf(door.side)[through] * (from_m + to_m) / 2;
  panel.size_m[through] = to_m - from_m;
  return panel;
}

/// From the middle of the element, for the top from its foot, to the outer face of a side.
double faceOf_m(const Enclosure& enclosure, EnclosureSide side) {
  if (side == EnclosureSide::Top) return enclosure.size_m[2];
  return enclosure.size_m[1 - widthAxis(side)] / 2;
}

}  // namespace

std::array<double, 3> outwardOf(EnclosureSide side) {
  switch (side) {
    case EnclosureSide::Front:
      return {0, -1, 0};
    case EnclosureSide::Back:
      return {0, 1, 0};
    case EnclosureSide::Left:
      return {-1, 0, 0};
    case EnclosureSide::Right:
      return {1, 0, 0};
    case EnclosureSide::Top:
      break;
  }
  return {0, 0, 1};
}

std::optional<Enclosure> enclosureOf(const Element& element) {
  if (!element.has("enclosure")) return std::nullopt;
  const Json& given = element.fields["enclosure"];
  Enclosure enclosure;
  enclosure.size_m = element.has("size_m") ? element.fields["size_m"].get<std::array<double, 3>>()
                                           : element.declaration->default_size_m;
  enclosure.wall_m = given.value("wall_m", 0.05);
  for (const Json& door : given.value("doors", Json::array())) {
    EnclosureDoor read;
    read.id = door["id"].get<std::string>();
    read.side = sideOf(door["side"].get<std::string>());
    read.at_m = door.value("at_m", 0.0);
    read.width_m = door["width_m"].get<double>();
    read.height_m = door["height_m"].get<double>();
    read.sill_m = door.value("sill_m", kTransportHeight_m);
    read.opens_s = door["opens_s"].get<double>();
    read.lifts = door.value("kind", std::string("sliding")) == "lifting" && read.side != EnclosureSide::Top;
    enclosure.doors.push_back(std::move(read));
  }
  return enclosure;
}

double doorTime_s(const Element& element) {
  double longest_s = 0;
  if (!element.has("enclosure")) return longest_s;
  for (const Json& door : element.fields["enclosure"].value("doors", Json::array()))
    longest_s = std::max(longest_s, door["opens_s"].get<double>());
  return longest_s;
}

std::vector<Panel> wallPanels(const Enclosure& enclosure) {
  const auto& size_m = enclosure.size_m;
  const double base_m = std::min(kTransportHeight_m, size_m[2] - enclosure.wall_m);
  std::vector<Panel> panels = {{{0, 0, base_m / 2}, {size_m[0], size_m[1], base_m}}};
  for (const EnclosureSide side :
       {EnclosureSide::Front, EnclosureSide::Back, EnclosureSide::Left, EnclosureSide::Right, EnclosureSide::Top}) {
    appendSide(enclosure, side, panels);
  }
  return panels;
}

Panel doorPanel(const Enclosure& enclosure, const EnclosureDoor& door) {
  const double face_m = faceOf_m(enclosure, door.side) + kGap_m;
  return overOpening(door, kOverlap_m, face_m, face_m + kLeaf_m);
}

std::array<double, 3> doorTravel_m(const EnclosureDoor& door) {
  std::array<double, 3> travel_m{};
  if (door.lifts) {
    travel_m[2] = door.height_m + kOverlap_m;
  } else {
    travel_m[widthAxis(door.side)] = door.width_m + kOverlap_m;
  }
  return travel_m;
}

Panel doorway(const Enclosure& enclosure, const EnclosureDoor& door) {
  const double face_m = faceOf_m(enclosure, door.side);
  const DoorwayDepth depth = doorwayDepth(enclosure);
  return overOpening(door, 0, face_m - depth.inside_m, face_m + depth.outside_m);
}

DoorwayDepth doorwayDepth(const Enclosure& enclosure) {
  return {kGap_m + kLeaf_m + kCurtain_m, enclosure.wall_m + kCurtain_m};
}

std::optional<std::size_t> doorFacing(const Enclosure& enclosure, const std::array<double, 2>& point_m) {
  std::optional<std::size_t> best;
  double most = kFacing;
  for (std::size_t k = 0; k < enclosure.doors.size(); ++k) {
    const EnclosureDoor& door = enclosure.doors[k];
    if (door.side == EnclosureSide::Top) continue;
    const std::array<double, 3> outward = outwardOf(door.side);
    std::array<double, 2> away{point_m[0] - outward[0] * faceOf_m(enclosure, door.side),
                               point_m[1] - outward[1] * faceOf_m(enclosure, door.side)};
    away[widthAxis(door.side)] -= door.at_m;
    const double length_m = std::hypot(away[0], away[1]);
    const double facing = length_m > 0 ? (outward[0] * away[0] + outward[1] * away[1]) / length_m : 1;
    if (facing > most) best = k, most = facing;
  }
  if (best) return best;
  const auto top = std::find_if(enclosure.doors.begin(), enclosure.doors.end(),
                                [](const EnclosureDoor& door) { return door.side == EnclosureSide::Top; });
  if (top == enclosure.doors.end()) return std::nullopt;
  return static_cast<std::size_t>(top - enclosure.doors.begin());
}

std::array<double, 2> inFrameOf(const Pose& pose, double x_m, double y_m) {
  const double c = std::cos(pose.yaw_rad);
  const double s = std::sin(pose.yaw_rad);
  return {c * (x_m - pose.x_m) + s * (y_m - pose.y_m), -s * (x_m - pose.x_m) + c * (y_m - pose.y_m)};
}

}  // namespace mw::factory
