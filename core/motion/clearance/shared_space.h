// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <span>
#include <vector>

#include "core/motion/clearance/arm_sweep.h"

namespace mw::motion {

/// Where the ways of two arms come into each other. Nothing says that the two are there at the same time: they can hit
/// each other, unless something keeps them apart.
struct SharedSpace {
  double depth_m = 0;
  Eigen::Vector3d at_m = Eigen::Vector3d::Zero();
};

/// The deepest place that two arms' ways have in common; empty where they stay clear of each other. Parts in their
/// grippers and the links on their feet are left out.
/// @param a  positions of one arm (ArmSweep::positions), of all its ways
[[nodiscard]] std::optional<SharedSpace> sharedSpace(std::span<const ArmPosition> a, std::span<const ArmPosition> b);

}  // namespace mw::motion
