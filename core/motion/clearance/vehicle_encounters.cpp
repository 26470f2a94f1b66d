// SPDX-License-Identifier: Apache-2.0
#include "core/motion/clearance/vehicle_encounters.h"

#include <algorithm>
#include <cmath>

namespace mw::motion {
namespace {

constexpr double kCornersFaster = 2;

double fromArm_m(const ArmNow& arm, const TurnedBox& box) {
  double least_m = arm.part ? clearance_m(*arm.part, box) : INFINITY;
  for (std::size_t i = ArmNow::kFirstMoving; i < arm.capsules.size(); ++i) {
    least_m = std::min(least_m, clearance_m(arm.capsules[i], box));
  }
  return least_m;
}

double fromPoint_m(const Eigen::Vector3d& point_m, const TurnedBox& box) {
  return std::max(0.0, (box.X_WB.translation() - point_m).norm() - box.half_m.norm());
}

}  // namespace

double apart_m(const ArmNow& arm, const VehicleNow& vehicle) {
  const double body_m = fromArm_m(arm, vehicle.body);
  return vehicle.load ? std::min(body_m, fromArm_m(arm, *vehicle.load)) : body_m;
}

VehicleEncounters::VehicleEncounters(std::span<const RobotCell* const> cells, std::vector<double> speeds_mps,
                                     double longest_m)
    : speeds_mps_(std::move(speeds_mps)), longest_m_(longest_m) {
  for (const RobotCell* cell : cells) {
    const ArmReach reach = reachOf(*cell, longest_m);
    arms_.push_back({cell->robot, cell->X_WB.translation(), reach.reach_m, reach.fastest_mps});
  }
  for (std::size_t arm = 0; arm < arms_.size(); ++arm) {
    for (std::size_t vehicle = 0; vehicle < speeds_mps_.size(); ++vehicle) pairs_.push_back({arm, vehicle});
  }
}

void VehicleEncounters::look(double time_s, const std::function<ArmNow(std::size_t)>& arm_now,
                             const std::function<VehicleNow(std::size_t)>& vehicle_now,
                             const std::function<bool(std::size_t, std::size_t)>& is_meant) {
  constexpr double kClearance_m = ArmEncounters::kClearance_m;
  for (Pair& pair : pairs_) {
    if (time_s < pair.next_s) continue;
    if (is_meant(pair.arm, pair.vehicle)) {
      pair.near.is_near = false;
      continue;
    }
    const Arm& arm = arms_[pair.arm];
    const VehicleNow vehicle = vehicle_now(pair.vehicle);
    const double vehicle_mps = kCornersFaster * speeds_mps_[pair.vehicle];
    double from_base_m = fromPoint_m(arm.base_m, vehicle.body);
    if (vehicle.load) from_base_m = std::min(from_base_m, fromPoint_m(arm.base_m, *vehicle.load));
    const double beyond_m = from_base_m - arm.reach_m - kClearance_m;
    const double may_grow_m = vehicle.load ? 0 : longest_m_;
    if (beyond_m > 0) {
      pair.next_s = time_s + std::max(0.0, beyond_m - may_grow_m) / vehicle_mps;
      pair.near.is_near = false;
      continue;
    }
    const double gap_m = apart_m(arm_now(pair.arm), vehicle);
    pair.next_s = time_s + std::max(0.0, gap_m - kClearance_m - may_grow_m) / (arm.fastest_mps + vehicle_mps);
    if (gap_m >= kClearance_m) {
      pair.near.is_near = false;
      continue;
    }
    NearMiss who;
    who.vehicle = static_cast<std::uint32_t>(pair.vehicle);
    who.is_element = true;
    who.other = arm.robot;
    who.is_arm = true;
    log_.note(pair.near, who, time_s, gap_m);
  }
}

}  // namespace mw::motion
