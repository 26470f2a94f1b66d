// SPDX-License-Identifier: Apache-2.0
#include "core/motion/clearance/arm_encounters.h"

#include <algorithm>
#include <cmath>

namespace mw::motion {
namespace {

constexpr std::size_t kFirstMoving = 1;

}  // namespace

double apart_m(const ArmNow& a, const ArmNow& b) {
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
  std::vector<double> reach_m;
  std::vector<double> fastest_mps;
  for (const RobotCell* cell : cells) {
    const ArmShape shape(cell->mounted, cell->gripper);
    const JointVector lever_m = shape.reachBeyond_m(longest_m);
    double speed_mps = 0;
    for (int j = 0; j < kArmJoints; ++j)
      speed_mps += cell->mounted.joints[static_cast<std::size_t>(j)].speed_radps * lever_m[j];
    robots_.push_back(cell->robot);
    reach_m.push_back(shape.reach_m(longest_m));
    fastest_mps.push_back(speed_mps);
  }
  for (std::size_t a = 0; a < cells.size(); ++a) {
    for (std::size_t b = a + 1; b < cells.size(); ++b) {
      const double bases_m = (cells[a]->X_WB.translation() - cells[b]->X_WB.translation()).norm();
      if (bases_m < reach_m[a] + reach_m[b] + kClearance_m) pairs_.push_back({a, b, fastest_mps[a] + fastest_mps[b]});
    }
  }
}

void ArmEncounters::look(double time_s, const std::function<ArmNow(std::size_t)>& now) {
  for (Pair& pair : pairs_) {
    if (time_s < pair.next_s) continue;
    const double gap_m = apart_m(now(pair.a), now(pair.b));
    pair.next_s = time_s + std::max(0.0, gap_m - kClearance_m) / pair.fastest_mps;
    if (gap_m < kClearance_m) {
      note(pair, time_s, std::max(0.0, gap_m));
    } else {
      pair.is_near = false;
    }
  }
}

void ArmEncounters::note(Pair& pair, double time_s, double gap_m) {
  if (!pair.found) {
    pair.found = found_.size();
    found_.push_back({robots_[pair.a], false, robots_[pair.b], time_s, gap_m, 0, true});
  }
  NearMiss& miss = found_[*pair.found];
  if (!pair.is_near) ++miss.n;
  pair.is_near = true;
  if (gap_m >= miss.gap_m) return;
  miss.gap_m = gap_m;
  miss.time_s = time_s;
}

}  // namespace mw::motion
