// SPDX-License-Identifier: Apache-2.0
#include "core/experiment/precision.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace mw::experiment {

PrecisionReached reachedOf(const PrecisionGoal& goal, const numerics::Estimate& estimate) {
  PrecisionReached reached{goal, estimate.half_width, false};
  if (!estimate.hasInterval()) {
    reached.reached = std::numeric_limits<double>::quiet_NaN();
    return reached;
  }
  // A KPI without any spread is known exactly, even where it is zero.
  if (goal.is_relative && estimate.half_width > 0) {
    reached.reached =
        estimate.mean == 0 ? std::numeric_limits<double>::quiet_NaN() : estimate.half_width / std::abs(estimate.mean);
  }
  reached.is_met = reached.reached <= goal.wanted;
  return reached;
}

std::uint32_t nextBlock(const std::vector<PrecisionReached>& goals, std::uint32_t replications, std::uint32_t max) {
  constexpr double kSmallestBlock = 5;
  const auto now = static_cast<double>(replications);
  double block = 0;
  for (const PrecisionReached& each : goals) {
    if (each.is_met) continue;
    const double ratio = each.reached / each.goal.wanted;
    const double missing = std::isnan(ratio) ? now : std::ceil(now * ratio * ratio) - now;
    block = std::max(block, std::clamp(missing, kSmallestBlock, std::max(now, kSmallestBlock)));
  }
  return std::min(static_cast<std::uint32_t>(block), max - std::min(replications, max));
}

}  // namespace mw::experiment
