// SPDX-License-Identifier: Apache-2.0
#include "core/cosimulation/motion_snapshot.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace mw::cosimulation {
namespace {

std::array<double, 4> turnBetween(const std::array<double, 4>& a, const std::array<double, 4>& b, double share) {
  double dot = 0;
  for (std::size_t i = 0; i < 4; ++i) dot += a[i] * b[i];
  const double sign = dot < 0 ? -1 : 1;
  std::array<double, 4> turn{};
  double square = 0;
  for (std::size_t i = 0; i < 4; ++i) {
    turn[i] = (1 - share) * a[i] + share * sign * b[i];
    square += turn[i] * turn[i];
  }
  if (!(square > 0)) return a;
  for (double& component : turn) component /= std::sqrt(square);
  return turn;
}

motion::PartPose poseBetween(const motion::PartPose& a, const motion::PartPose& b, double share) {
  motion::PartPose pose = a;
  for (std::size_t i = 0; i < 3; ++i) pose.position_m[i] += share * (b.position_m[i] - a.position_m[i]);
  pose.orientation = turnBetween(a.orientation, b.orientation, share);
  return pose;
}

}  // namespace

MotionSnapshot snapshotOf(const MotionSession& session) {
  MotionSnapshot now{session.time_s(),
                     {session.parts().begin(), session.parts().end()},
                     session.present().states(),
                     session.present().contents(),
                     session.arms(),
                     {},
                     {session.doors().begin(), session.doors().end()},
                     session.transfers(),
                     {session.stops().begin(), session.stops().end()}};
  for (const motion::VehicleState& vehicle : session.vehicles()) {
    now.vehicles.push_back({vehicle, session.present().vehicles()[now.vehicles.size()]});
  }
  return now;
}

MotionSnapshot interpolate(const MotionSnapshot& a, const MotionSnapshot& b, double time_s) {
  if (time_s >= b.time_s) return b;
  if (time_s <= a.time_s) return a;
  const double share = (time_s - a.time_s) / (b.time_s - a.time_s);
  MotionSnapshot between{time_s, {}, a.states, a.contents, a.arms, a.vehicles, a.doors, a.transfers, a.stops};
  between.parts.reserve(a.parts.size());
  auto next = b.parts.begin();
  for (const motion::PartPose& part : a.parts) {
    while (next != b.parts.end() && next->part < part.part) ++next;
    const bool is_in_both = next != b.parts.end() && next->part == part.part;
    between.parts.push_back(is_in_both ? poseBetween(part, *next, share) : part);
  }
  for (std::size_t i = 0; i < std::min(between.arms.size(), b.arms.size()); ++i) {
    between.arms[i].q_rad += share * (b.arms[i].q_rad - a.arms[i].q_rad);
  }
  for (std::size_t i = 0; i < std::min(between.doors.size(), b.doors.size()); ++i) {
    between.doors[i].open += share * (b.doors[i].open - a.doors[i].open);
  }
  for (std::size_t i = 0; i < std::min(between.transfers.size(), b.transfers.size()); ++i) {
    between.transfers[i].stand += share * (b.transfers[i].stand - a.transfers[i].stand);
  }
  for (std::size_t i = 0; i < std::min(between.stops.size(), b.stops.size()); ++i) {
    between.stops[i].down += share * (b.stops[i].down - a.stops[i].down);
  }
  for (std::size_t i = 0; i < std::min(between.vehicles.size(), b.vehicles.size()); ++i) {
    motion::VehicleState& vehicle = between.vehicles[i].state;
    const motion::VehicleState& then = b.vehicles[i].state;
    for (std::size_t axis = 0; axis < 3; ++axis) {
      vehicle.position_m[axis] += share * (then.position_m[axis] - vehicle.position_m[axis]);
    }
    vehicle.yaw_rad += share * std::remainder(then.yaw_rad - vehicle.yaw_rad, 2 * std::numbers::pi);
  }
  return between;
}

}  // namespace mw::cosimulation
