// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <vector>

#include "core/motion/plan/pick_place.h"

namespace mw::motion {

/// A taught cycle, cut where the arm may have to wait: before its last move to the part, and before that to the place.
struct TaughtJob {
  JointVector start_rad = JointVector::Zero();  ///< from where it sets out
  std::vector<PickPlacePlan::Step> approach;
  std::vector<PickPlacePlan::Step> pick;   ///< to the part, close, and with it to where the place is next
  std::vector<PickPlacePlan::Step> place;  ///< to the place, open, and away
  double duration_s = 0;
};

/// @param plan  with status Ok, from where the cycle before ends
/// @returns none where the plan does not grip and then release
[[nodiscard]] std::optional<TaughtJob> taughtJob(const PickPlacePlan& plan);

}  // namespace mw::motion
