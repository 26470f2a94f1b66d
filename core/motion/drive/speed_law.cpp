// SPDX-License-Identifier: Apache-2.0
#include "core/motion/drive/speed_law.h"

#include <algorithm>
#include <cmath>

namespace mw::motion {

double fastestWithin(double room_m, double end_mps, double v_mps, double deceleration_mps2, double step_s) {
  const double left_m = room_m + stoppingDistance_m(end_mps, deceleration_mps2) - v_mps * step_s / 2;
  if (left_m <= 0) return 0;
  const double half_s = step_s / 2;
  return deceleration_mps2 * (std::sqrt(half_s * half_s + 2 * left_m / deceleration_mps2) - half_s);
}

double speedTowards(double wanted_mps, double v_mps, const SpeedLimits& limits, double step_s) {
  const double least_mps = std::max(0.0, v_mps - limits.deceleration_mps2 * step_s);
  return std::clamp(wanted_mps, least_mps, v_mps + limits.acceleration_mps2 * step_s);
}

}  // namespace mw::motion
