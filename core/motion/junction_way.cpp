// SPDX-License-Identifier: Apache-2.0
#include "core/motion/junction_way.h"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "core/motion/friction.h"

namespace mw::motion {
namespace {

constexpr double kStraight_rad = 1e-3;
constexpr double kGravity_mps2 = 9.80665;

/// The same line from another point of it on.
Leg from(const Leg& leg, double along_m) {
  const Vector3 start = leg.at(along_m, 0, 0);
  return {start[0], start[1], start[2], leg.yaw_rad, leg.slope_rad, leg.length_m - along_m};
}

}  // namespace

JunctionWay::JunctionWay(const ConveyorGeometry& in, const ConveyorGeometry& out, double reach_m)
    : in_(from(in.legs.back(), in.legs.back().length_m - reach_m)),
      out_(from(out.legs.front(), reach_m)),
      length_m_(2 * reach_m),
      waiting_at_m_(reach_m - in.end.hold_m),
      in_speed_mps_(in.speed_mps),
      out_speed_mps_(out.speed_mps),
      acceleration_mps2_(std::min(in.friction, out.friction) * kPartFriction * kGravity_mps2) {
  const double turn_rad = std::remainder(out_.yaw_rad - in_.yaw_rad, 2 * std::numbers::pi);
  if (std::abs(turn_rad) < kStraight_rad) return;
  const double radius_m = reach_m / std::tan(std::abs(turn_rad) / 2);
  arc_ = {in_.at(0, turn_rad > 0 ? radius_m : -radius_m, 0), radius_m, in_.yaw_rad, turn_rad};
  length_m_ = radius_m * std::abs(turn_rad);
}

double JunctionWay::plateSpeed_mps() const {
  return std::max(in_speed_mps_, out_speed_mps_);
}

Leg JunctionWay::placeAt(double along_m) const {
  if (along_m > length_m_) return from(out_, along_m - length_m_);
  if (along_m <= 0 || arc_.radius_m == 0) return from(in_, along_m);
  const double turned_rad = arc_.turn_rad * along_m / length_m_;
  const Vector3 point = arc_.at(turned_rad, arc_.radius_m, 0);
  return {point[0], point[1], point[2], arc_.start_yaw_rad + turned_rad, 0, 0};
}

double JunctionWay::alongOf(const Vector3& point) const {
  const double before_m = in_.alongAndAcross_m(point)[0];
  const double behind_m = out_.alongAndAcross_m(point)[0];
  if (behind_m > 0) return length_m_ + behind_m;
  if (before_m <= 0) return before_m;
  if (arc_.radius_m == 0) return std::min(before_m, length_m_);
  const double side = arc_.turn_rad > 0 ? 1 : -1;
  const double yaw_rad = std::atan2(side * (point[0] - arc_.center_m[0]), -side * (point[1] - arc_.center_m[1]));
  const double turned_rad = side * std::remainder(yaw_rad - arc_.start_yaw_rad, 2 * std::numbers::pi);
  return std::clamp(turned_rad * arc_.radius_m, 0.0, length_m_);
}

}  // namespace mw::motion
