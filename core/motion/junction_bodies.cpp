// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>
#include <numbers>

#include "core/motion/conveyor_bodies.h"
#include "core/motion/friction.h"

namespace mw::motion {
namespace {

constexpr double kPlateThickness_m = 0.1;
constexpr double kWallThickness_m = 0.05;
constexpr double kWallHeight_m = 0.12;
constexpr double kSameWay_rad = 1e-3;
constexpr double kOpen_rad = std::numbers::pi / 3;  // no wall where a belt leads so near to it

/// The way from the junction's middle along a conveyor that meets there.
double outward_rad(const ConveyorGeometry& conveyor, bool is_end) {
  return is_end ? conveyor.legs.back().yaw_rad + std::numbers::pi : conveyor.legs.front().yaw_rad;
}

std::vector<double> outwards_rad(const Junction& junction, std::span<const ConveyorGeometry> conveyors) {
  std::vector<double> ways;
  for (const std::size_t lane : junction.ins) ways.push_back(outward_rad(conveyors[lane], true));
  for (const std::size_t lane : junction.outs) ways.push_back(outward_rad(conveyors[lane], false));
  return ways;
}

/// @param full_rad  after which turn a plate looks the same
bool isAmong(const std::vector<double>& angles, double angle_rad, double full_rad, double within_rad) {
  return std::any_of(angles.begin(), angles.end(),
                     [&](double other) { return std::abs(std::remainder(angle_rad - other, full_rad)) < within_rad; });
}

/// Boxes along all that meet there.
std::vector<Box> platesOf(const Junction& junction, const std::vector<double>& ways_rad, double friction) {
  std::vector<Box> plates;
  const bool is_square = std::abs(2 * junction.reach_m - junction.width_m) < 1e-6;
  Box box;
  box.friction = friction;
  box.lane = static_cast<int>(junction.outs.front());
  std::vector<double> covered;
  for (const double yaw_rad : ways_rad) {
    if (isAmong(covered, yaw_rad, std::numbers::pi / (is_square ? 2 : 1), kSameWay_rad)) continue;
    covered.push_back(yaw_rad);
    box.size_m = {2 * junction.reach_m, junction.width_m, kPlateThickness_m};
    box.position_m = junction.point_m;
    box.position_m[2] -= kPlateThickness_m / 2;
    box.yaw_rad = yaw_rad;
    plates.push_back(box);
  }
  return plates;
}

}  // namespace

std::vector<JunctionPlate> addJunctionBodies(const Junction& junction, std::span<const ConveyorGeometry> conveyors,
                                             RigidWorld& world, std::vector<BodyId>& guides) {
  std::vector<JunctionPlate> plates;
  if (junction.reach_m == 0) return plates;
  const std::vector<double> ways = outwards_rad(junction, conveyors);
  const std::size_t n_ways = junction.first_way > 0 ? junction.ways.size() : 1;
  for (std::size_t way = 0; way < n_ways; ++way) {
    for (Box& plate : platesOf(junction, ways, conveyors[junction.outs.front()].friction)) {
      if (junction.first_way > 0) plate.way = junction.first_way + static_cast<int>(way);
      plates.push_back({world.addBelt(plate), plate.position_m, way});
    }
  }
  // A corner of one belt into one other has its rails led round instead.
  if (junction.ins.size() == 1 && junction.outs.size() == 1) return plates;
  Box box;
  box.lane = static_cast<int>(junction.outs.front());
  box.friction = kGuideFriction;
  box.size_m = {kWallThickness_m, junction.width_m, kPlateThickness_m + kWallHeight_m};
  for (const double way_rad : ways) {
    const double wall_rad = way_rad + std::numbers::pi;
    if (isAmong(ways, wall_rad, 2 * std::numbers::pi, kOpen_rad)) continue;
    const double away_m = junction.reach_m + kWallThickness_m / 2;
    box.position_m = {junction.point_m[0] + away_m * std::cos(wall_rad),
                      junction.point_m[1] + away_m * std::sin(wall_rad),
                      junction.point_m[2] + kWallHeight_m - box.size_m[2] / 2};
    box.yaw_rad = wall_rad;
    guides.push_back(world.addFixed(box));
  }
  return plates;
}

BeltSurface carryOver(const JunctionPlate& plate, const Junction& junction, const ConveyorGeometry* from,
                      const ConveyorGeometry& to) {
  const Leg& out = to.legs.front();
  const double turn_rad =
      from == nullptr ? 0 : std::remainder(out.yaw_rad - from->legs.back().yaw_rad, 2 * std::numbers::pi);
  if (std::abs(turn_rad) < kSameWay_rad) return {plate.body, out.direction(), 0};
  const double side = turn_rad > 0 ? 1 : -1;
  const double radius_m = junction.reach_m / std::tan(std::abs(turn_rad) / 2);
  const Vector3 pivot = out.at(junction.reach_m, side * radius_m, 0);
  const double turn_rad_per_m = side / radius_m;
  return {plate.body,
          {-turn_rad_per_m * (plate.center_m[1] - pivot[1]), turn_rad_per_m * (plate.center_m[0] - pivot[0]), 0},
          turn_rad_per_m};
}

}  // namespace mw::motion
