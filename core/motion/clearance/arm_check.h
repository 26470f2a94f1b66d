// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <stop_token>
#include <vector>

#include "core/layout/hall_finding.h"
#include "core/motion/clearance/arm_sweep.h"
#include "core/motion/clearance/surroundings.h"

namespace mw::motion {

/// What one arm cannot do where it stands, and where it is on its ways.
struct ArmCheck {
  std::vector<layout::HallFinding> found;
  std::vector<ArmPosition> positions;  ///< on all its ways, no point further than kSharedStep_m from one to the next
};
inline constexpr double kSharedStep_m = 0.05;

/// Looks at a robot from each of its picks to each of its places or, where it was taught a programme, at that: what it
/// does not reach, and what it hits.
///
/// @param cell       with an arm that can be used
/// @param part       the largest that comes to it
/// @param most_ways  that are looked at; a finding says how many were left out
/// @throws Cancelled
[[nodiscard]] ArmCheck checkArm(const factory::Factory& factory, const RobotCell& cell, const factory::Part& part,
                                const Surroundings& surroundings, std::size_t most_ways, const std::stop_token& stop);

/// How far an arm with this part in it reaches from its base.
[[nodiscard]] double reachWith_m(const RobotCell& cell, const factory::Part& part);

}  // namespace mw::motion
