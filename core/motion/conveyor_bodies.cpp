// SPDX-License-Identifier: Apache-2.0
#include "core/motion/conveyor_bodies.h"

#include <cmath>
#include <numbers>

#include "core/motion/friction.h"

namespace mw::motion {
namespace {

constexpr double kBeltThickness_m = 0.1;
constexpr double kRailHeight_m = 0.12;  // above the belt
constexpr double kSmallestCorner_m = 1e-4;
constexpr double kRightAngle_rad = std::numbers::pi / 2 - 1e-6;
constexpr double kBendStep_rad = std::numbers::pi / 24;  // a bend's plates and rails; a rail of 1 m bows by 2 mm

/// How much longer a leg's belt or rail is than the leg, at both ends.
struct Reach {
  double before_m;
  double after_m;
};

/// @param side   +1 left rail, -1 right rail, 0 belt
/// @param open_m where no other conveyor comes
double reachAt(const ConveyorEnd& end, int side, double open_m) {
  if (!end.is_joined) return open_m;
  return side != 0 && side == end.outer_side ? end.reach_m : -end.reach_m;
}

Reach reachOf(const ConveyorGeometry& conveyor, std::size_t leg, int side) {
  Reach reach{reachAt(conveyor.start, side, conveyor.half_part_m),
              reachAt(conveyor.end, side, conveyor.half_part_m + kStopGap_m)};
  const auto signed_reach = [&](std::size_t corner) {
    const bool is_outer_rail = side * conveyor.turn_rad(corner) < 0;
    return is_outer_rail ? conveyor.cornerReach_m(corner) : -conveyor.cornerReach_m(corner);
  };
  if (leg > 0) reach.before_m = signed_reach(leg - 1);
  if (leg + 1 < conveyor.legs.size()) reach.after_m = signed_reach(leg);
  return reach;
}

/// Bodies of one conveyor, put down one after the other.
class ConveyorBuilder {
 public:
  ConveyorBuilder(const ConveyorGeometry& conveyor, int lane, RigidWorld& world)
      : conveyor_(conveyor), lane_(lane), world_(world) {}

  void addLeg(std::size_t k) {
    const Leg& leg = conveyor_.legs[k];
    const Box belt = boxAlong(leg, reachOf(conveyor_, k, 0), 0, conveyor_.width_m, 0, conveyor_.friction);
    bodies_.surfaces.push_back({world_.addBelt(belt), leg.direction(), 0});
    for (const int side : {1, -1}) {
      const double across_m = side * (conveyor_.width_m + kRailThickness_m) / 2;
      const Reach reach = reachOf(conveyor_, k, side);
      bodies_.guides.push_back(
          world_.addFixed(boxAlong(leg, reach, across_m, kRailThickness_m, kRailHeight_m, kGuideFriction)));
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

  void addBend(const Bend& bend) {
    const int n = static_cast<int>(std::ceil(std::abs(bend.turn_rad) / kBendStep_rad));
    const double half_rad = std::abs(bend.turn_rad) / n / 2;
    const double turn_rad_per_m = (bend.turn_rad > 0 ? 1 : -1) / bend.radius_m;
    const double half_width_m = conveyor_.width_m / 2;
    for (int i = 0; i < n; ++i) {
      const double turned_rad = bend.turn_rad * (i + 0.5) / n;
      const double yaw_rad = bend.start_yaw_rad + turned_rad;
      const auto box = [&](double radius_m, double outer_m, double width_m, double above_m, double friction) {
        Box piece = upTo(above_m, friction);
        piece.size_m = {2 * outer_m * std::tan(half_rad), width_m, piece.size_m[2]};
        piece.position_m = bend.at(turned_rad, radius_m, above_m - piece.size_m[2] / 2);
        piece.yaw_rad = yaw_rad;
        return piece;
      };
      const double outer_m = bend.radius_m + half_width_m;
      const Box belt = box(bend.radius_m, outer_m, conveyor_.width_m, 0, conveyor_.friction);
      bodies_.surfaces.push_back({world_.addBelt(belt), {std::cos(yaw_rad), std::sin(yaw_rad), 0}, turn_rad_per_m});
      for (const double side : {1.0, -1.0}) {
        const double radius_m = bend.radius_m + side * (half_width_m + kRailThickness_m / 2);
        const double reach_m = side > 0 ? outer_m + kRailThickness_m : radius_m + kRailThickness_m / 2;
        bodies_.guides.push_back(
            world_.addFixed(box(radius_m, reach_m, kRailThickness_m, kRailHeight_m, kGuideFriction)));
      }
    }
  }

  /// Blades across the belt: each a gate for the parts that its stop has let go.
  void addBlades() {
    for (std::size_t k = 0; k < conveyor_.stops.size(); ++k) {
      Box blade =
          boxAlong(conveyor_.stops[k], {0, kRailThickness_m}, 0, conveyor_.width_m, kRailHeight_m, kGuideFriction);
      blade.gate = static_cast<int>(k) + 1;
      bodies_.guides.push_back(world_.addFixed(blade));
    }
  }

  void addStop(std::vector<int> passes) {
    const Leg& last = conveyor_.legs.back();
    const double face_m = last.length_m - conveyor_.end.hold_m + conveyor_.half_part_m + kStopGap_m;
    Box stop = boxAlong({last}, {-face_m, face_m + kRailThickness_m - last.length_m}, 0, conveyor_.width_m,
                        kRailHeight_m, kGuideFriction);
    stop.open_lanes = std::move(passes);
    if (conveyor_.end.is_doorway) stop.gate = static_cast<int>(conveyor_.stops.size()) + 1;
    bodies_.guides.push_back(world_.addFixed(stop));
  }

  [[nodiscard]] ConveyorBodies bodies() && { return std::move(bodies_); }

 private:
  void addTurningPlate(const Leg& leg, double corner_along_m, double reach_m, const Vector3& pivot, double side) {
    const Leg middle{leg.at(corner_along_m, 0, 0)[0], leg.at(corner_along_m, 0, 0)[1], leg.z_m, leg.yaw_rad, 0, 0};
    const Box plate = boxAlong(middle, {reach_m, reach_m}, 0, conveyor_.width_m, 0, conveyor_.friction);
    const double turn_rad_per_m = side / (conveyor_.width_m / 2);
    const Vector3 velocity = {-turn_rad_per_m * (plate.position_m[1] - pivot[1]),
                              turn_rad_per_m * (plate.position_m[0] - pivot[0]), 0};
    bodies_.surfaces.push_back({world_.addBelt(plate), velocity, turn_rad_per_m});
  }

  /// A box along a leg and a little more or less, from below the belt up to a height above it.
  [[nodiscard]] Box boxAlong(const Leg& leg, const Reach& reach, double across_m, double width_m, double above_m,
                             double friction) const {
    Box box = upTo(above_m, friction);
    box.size_m = {leg.length_m + reach.before_m + reach.after_m, width_m, box.size_m[2]};
    box.position_m = leg.at((leg.length_m + reach.after_m - reach.before_m) / 2, across_m, above_m - box.size_m[2] / 2);
    box.yaw_rad = leg.yaw_rad;
    box.pitch_rad = -leg.slope_rad;
    return box;
  }

  [[nodiscard]] Box upTo(double above_belt_m, double friction) const {
    Box box;
    box.size_m[2] = kBeltThickness_m + above_belt_m;
    box.friction = friction;
    box.lane = lane_;
    return box;
  }

  const ConveyorGeometry& conveyor_;
  int lane_;
  RigidWorld& world_;
  ConveyorBodies bodies_;
};

}  // namespace

ConveyorBodies addConveyorBodies(const ConveyorGeometry& conveyor, int lane, std::vector<int> passes,
                                 RigidWorld& world) {
  ConveyorBuilder builder(conveyor, lane, world);
  for (std::size_t k = 0; k < conveyor.legs.size(); ++k) builder.addLeg(k);
  for (std::size_t k = 0; k + 1 < conveyor.legs.size(); ++k) {
    conveyor.bends[k].radius_m > 0 ? builder.addBend(conveyor.bends[k]) : builder.addCorner(k);
  }
  builder.addBlades();
  builder.addStop(std::move(passes));
  return std::move(builder).bodies();
}

}  // namespace mw::motion
