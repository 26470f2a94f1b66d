// SPDX-License-Identifier: Apache-2.0
#include "core/motion/clearance/reach_limit.h"

#include <cmath>

namespace mw::motion {

double furthestReach_m(InverseKinematics& inverse, double toward_rad, double z_m, double yaw_rad) {
  constexpr double kFine_m = 0.01;
  constexpr int kTries = 8;
  const Arm& arm = inverse.arm();
  const double most_m = stretchedLength_m(arm) + arm.joints[0].X_PJ.translation().norm();
  const auto tipAt = [&](double away_m) {
    return pointingDown({away_m * std::cos(toward_rad), away_m * std::sin(toward_rad), z_m}, yaw_rad);
  };
  JointVector q_rad = (lowerLimits_rad(arm) + upperLimits_rad(arm)) / 2;
  double within_m = 0;
  for (int i = 1; i < kTries && within_m == 0; ++i) {
    const double at_m = most_m * (kTries - i) / kTries;
    const InverseResult result = inverse.solve(tipAt(at_m), q_rad, InverseSearch::Folded);
    if (result.reaches()) within_m = at_m, q_rad = result.q_rad;
  }
  double beyond_m = most_m;
  while (within_m > 0 && beyond_m - within_m > kFine_m) {
    const double at_m = (within_m + beyond_m) / 2;
    const InverseResult result = inverse.solve(tipAt(at_m), q_rad, InverseSearch::Near);
    if (result.reaches()) within_m = at_m, q_rad = result.q_rad;
    if (!result.reaches()) beyond_m = at_m;
  }
  return within_m;
}

}  // namespace mw::motion
