// SPDX-License-Identifier: Apache-2.0
#include "core/motion/clearance/shared_space.h"

#include <algorithm>

#include "core/layout/clash.h"

namespace mw::motion {
namespace {

constexpr std::size_t kFirstMoving = 1;

/// The upright box around a capsule, as a block; its owner is the index of the capsule.
layout::Block blockAround(const Capsule& capsule, std::size_t index) {
  const Eigen::Vector3d low = capsule.a_m.cwiseMin(capsule.b_m).array() - capsule.radius_m;
  const Eigen::Vector3d high = capsule.a_m.cwiseMax(capsule.b_m).array() + capsule.radius_m;
  layout::Block block;
  block.center = {(low[0] + high[0]) / 2, (low[1] + high[1]) / 2};
  block.half_x_m = (high[0] - low[0]) / 2;
  block.half_y_m = (high[1] - low[1]) / 2;
  block.low_m = low[2];
  block.high_m = high[2];
  block.owner = index;
  return block;
}

std::vector<Capsule> capsulesOf(std::span<const ArmPosition> positions) {
  std::vector<Capsule> capsules;
  for (const ArmPosition& position : positions)
    capsules.insert(capsules.end(), position.capsules.begin() + kFirstMoving, position.capsules.end());
  return capsules;
}

}  // namespace

std::optional<SharedSpace> sharedSpace(std::span<const ArmPosition> a, std::span<const ArmPosition> b) {
  const std::vector<Capsule> ours = capsulesOf(a);
  const std::vector<Capsule> theirs = capsulesOf(b);
  std::vector<layout::Block> blocks;
  for (std::size_t i = 0; i < theirs.size(); ++i) blocks.push_back(blockAround(theirs[i], i));
  const layout::BlockGrid grid(std::move(blocks));
  SharedSpace deepest{layout::kClashTolerance_m, {}};
  for (const Capsule& capsule : ours) {
    const layout::Block around = blockAround(capsule, 0);
    for (const std::size_t i : grid.near(layout::extentOf(around))) {
      if (grid.blocks()[i].low_m > around.high_m || grid.blocks()[i].high_m < around.low_m) continue;
      const double depth_m = -clearance_m(capsule, theirs[i]);
      if (depth_m <= deepest.depth_m) continue;
      deepest = {depth_m, (capsule.a_m + capsule.b_m + theirs[i].a_m + theirs[i].b_m) / 4};
    }
  }
  return deepest.depth_m > layout::kClashTolerance_m ? std::optional(deepest) : std::nullopt;
}

}  // namespace mw::motion
