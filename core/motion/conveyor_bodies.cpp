// SPDX-License-Identifier: Apache-2.0
#include <cmath>
#include <numbers>

#include "core/motion/conveyor_geometry.h"
#include "core/motion/friction.h"

namespace mw::motion {
namespace {

constexpr double kBeltThickness_m = 0.1;
constexpr double kRailThickness_m = 0.05;
constexpr double kRailHeight_m = 0.12;  // above the belt
constexpr double kSmallestCorner_m = 1e-4;
constexpr double kRightAngle_rad = std::numbers::pi / 2 - 1e-6;
constexpr double kStopGap_m = 0.01;  // the sensor sees a part before it touches the stop

/// How much longer a leg's belt or rail is than the leg, at both ends.
struct Reach {
  double before_m;
  double after_m;
};

/// @param side  +1 left rail, -1 right rail, 0 belt
Reach reachOf(const ConveyorGeometry& conveyor, std::size_t leg, int side) {
  Reach reach{conveyor.half_part_m, conveyor.half_part_m + kStopGap_m};
  const auto signed_reach = [&](std::size_t corner) {
    const bool is_outer_rail = side * conveyor.turn_rad(corner) < 0;
    return is_outer_rail ? conveyor.cornerReach_m(corner) : -conveyor.cornerReach_m(corner);
  };
  if (leg > 0) reach.before_m = signed_reach(leg - 1);
  if (leg + 1 < conveyor.legs.size()) reach.after_m = signed_reach(leg);
  return reach;
}

Box boxAlong(const Leg& leg, const Reach& reach, double across_m, double width_m) {
  Box box;
  box.size_m = {leg.length_m + reach.before_m + reach.after_m, width_m, 0};
  box.position_m = leg.at((leg.length_m + reach.after_m - reach.before_m) / 2, across_m, 0);
  box.yaw_rad = leg.yaw_rad;
  return box;
}

/// Bodies of one conveyor, put down one after the other.
class ConveyorBuilder {
 public:
  ConveyorBuilder(const ConveyorGeometry& conveyor, int lane, RigidWorld& world)
      : conveyor_(conveyor), lane_(lane), world_(world) {}

  void addLeg(std::size_t k) {
    const Leg& leg = conveyor_.legs[k];
    const Box belt = boxAlong(leg, reachOf(conveyor_, k, 0), 0, conveyor_.width_m);
    surfaces_.push_back({world_.addBelt(upTo(belt, 0, kBeltFriction)), leg.direction(), 0});
    for (const int side : {1, -1}) {
      const double across_m = side * (conveyor_.width_m + kRailThickness_m) / 2;
      const Box rail = boxAlong(leg, reachOf(conveyor_, k, side), across_m, kRailThickness_m);
      world_.addFixed(upTo(rail, kRailHeight_m, kGuideFriction));
    }
  }

  void addCorner(std::size_t k) {
    const double turn_rad = conveyor_.turn_rad(k);
    const double reach_m = conveyor_.cornerReach_m(k);
    if (reach_m < kSmallestCorner_m) return;
    const double side = turn_rad > 0 ? 1 : -1;
    const Leg& in = conveyor_.legs[k];
    const Vector3 pivot = in.at(in.length_m - reach_m, side * conveyor_.width_m / 2, 0);
    // Two boxes cover the corner, one along each leg; at 90 degrees they are the same.
    addTurningPlate(in, in.length_m, reach_m, pivot, side);
    if (std::abs(turn_rad) < kRightAngle_rad) addTurningPlate(conveyor_.legs[k + 1], 0, reach_m, pivot, side);
  }

  void addStop() {
    const Leg& last = conveyor_.legs.back();
    Box stop;
    stop.size_m = {kRailThickness_m, conveyor_.width_m, 0};
    stop.position_m = last.at(last.length_m + conveyor_.half_part_m + kStopGap_m + kRailThickness_m / 2, 0, 0);
    stop.yaw_rad = last.yaw_rad;
    world_.addFixed(upTo(stop, kRailHeight_m, kGuideFriction));
  }

  [[nodiscard]] std::vector<BeltSurface> surfaces() && { return std::move(surfaces_); }

 private:
  void addTurningPlate(const Leg& leg, double corner_along_m, double reach_m, const Vector3& pivot, double side) {
    Box plate;
    plate.size_m = {2 * reach_m, conveyor_.width_m, 0};
    plate.position_m = leg.at(corner_along_m, 0, 0);
    plate.yaw_rad = leg.yaw_rad;
    const double turn_rad_per_m = side / (conveyor_.width_m / 2);
    const Vector3 velocity = {-turn_rad_per_m * (plate.position_m[1] - pivot[1]),
                              turn_rad_per_m * (plate.position_m[0] - pivot[0]), 0};
    surfaces_.push_back({world_.addBelt(upTo(plate, 0, kBeltFriction)), velocity, turn_rad_per_m});
  }

  /// The box in its lane, from below the belt up to a height above it.
  [[nodiscard]] Box upTo(Box box, double above_belt_m, double friction) const {
    box.size_m[2] = kBeltThickness_m + above_belt_m;
    box.position_m[2] = conveyor_.top_z_m + above_belt_m - box.size_m[2] / 2;
    box.friction = friction;
    box.lane = lane_;
    return box;
  }

  const ConveyorGeometry& conveyor_;
  int lane_;
  RigidWorld& world_;
  std::vector<BeltSurface> surfaces_;
};

}  // namespace

std::vector<BeltSurface> addConveyorBodies(const ConveyorGeometry& conveyor, int lane, RigidWorld& world) {
  ConveyorBuilder builder(conveyor, lane, world);
  for (std::size_t k = 0; k < conveyor.legs.size(); ++k) builder.addLeg(k);
  for (std::size_t k = 0; k + 1 < conveyor.legs.size(); ++k) builder.addCorner(k);
  builder.addStop();
  return std::move(builder).surfaces();
}

}  // namespace mw::motion
