// SPDX-License-Identifier: Apache-2.0
#include "core/motion/clearance/arm_encounters.h"

#include <algorithm>
#include <cmath>

namespace mw::motion {

ArmReach reachOf(const RobotCell& cell, double longest_m) {
  const ArmShape shape(cell.mounted, cell.gripper);
  const JointVector lever_m = shape.reachBeyond_m(longest_m);
  ArmReach reach{shape.reach_m(longest_m), 0};
  for (int j = 0; j < kArmJoints; ++j)
    reach.fastest_mps += cell.mounted.joints[static_cast<std::size_t>(j)].speed_radps * lever_m[j];
  return reach;
}

double apart_m(const ArmNow& a, const ArmNow& b) {
  constexpr std::size_t kFirstMoving = ArmNow::kFirstMoving;
  double least_m = INFINITY;
  for (std::size_t i = kFirstMoving; i < a.capsules.size(); ++i) {
    for (std::size_t k = kFirstMoving; k < b.capsules.size(); ++k)
      least_m = std::min(least_m, clearance_m(a.capsules[i], b.capsules[k]));
    if (b.part) least_m = std::min(least_m, clearance_m(a.capsules[i], *b.part));
  }
  for (std::size_t k = kFirstMoving; a.part && k < b.capsules.size(); ++k)
    least_m = std::min(least_m, clearance_m(b.capsules[k], *a.part));
  if (a.part && b.part) least_m = std::min(least_m, clearance_m(*a.part, *b.part));
  return least_m;
}

ArmEncounters::ArmEncounters(std::span<const RobotCell* const> cells, double longest_m) {
  std::vector<ArmReach> reaches;
  for (const RobotCell* cell : cells) {
    robots_.push_back(cell->robot);
    reaches.push_back(reachOf(*cell, longest_m));
  }
  for (std::size_t a = 0; a < cells.size(); ++a) {
    for (std::size_t b = a + 1; b < cells.size(); ++b) {
      const double bases_m = (cells[a]->X_WB.translation() - cells[b]->X_WB.translation()).norm();
      const double fastest_mps = reaches[a].fastest_mps + reaches[b].fastest_mps;
      if (bases_m < reaches[a].reach_m + reaches[b].reach_m + kClearance_m) pairs_.push_back({a, b, fastest_mps});
    }
  }
}

void ArmEncounters::look(double time_s, const std::function<ArmNow(std::size_t)>& now) {
  for (Pair& pair : pairs_) {
    if (time_s < pair.next_s) continue;
    const double gap_m = apart_m(now(pair.a), now(pair.b));
    pair.next_s = time_s + std::max(0.0, gap_m - kClearance_m) / pair.fastest_mps;
    if (gap_m >= kClearance_m) {
      pair.near.is_near = false;
      continue;
    }
    NearMiss who;
    who.vehicle = robots_[pair.a];
    who.other = robots_[pair.b];
    who.is_arms = true;
    log_.note(pair.near, who, time_s, gap_m);
  }
}

}  // namespace mw::motion
