// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <limits>
#include <map>
#include <vector>

#include "core/layout/block_grid.h"
#include "core/layout/road_sweep.h"
#include "core/motion/clearance/arm_sweep.h"

namespace mw::motion {

/// Everything that stands or drives around the robots of a factory, as arms may hit it.
class Surroundings {
 public:
  /// @param cells  robots with arms, by element: of these only the foot stands there, a column as thick as the arm up
  /// to
  ///               its shoulder
  Surroundings(const factory::Factory& factory, const std::map<std::size_t, RobotCell>& cells);

  static constexpr std::size_t kFloor = std::numeric_limits<std::size_t>::max();

  /// What an arm may come near. Owners are elements, then roads, and the floor, at the height of the robot's foot where
  /// that is below 0. What the robot picks from or places on ends at the transport height; an enclosure is its walls,
  /// its doors open.
  /// @param reach_m  how far its arm and the part in it reach from its base
  [[nodiscard]] std::vector<Obstacle> around(const RobotCell& cell, double reach_m) const;
  /// The road that is the owner of an obstacle; nothing where the owner is an element or the floor.
  [[nodiscard]] const layout::SweptRoad* roadOf(std::size_t owner) const;

 private:
  bool appendEnclosure(std::size_t owner, std::vector<Obstacle>& obstacles) const;

  const factory::Factory& factory_;
  std::vector<layout::SweptRoad> roads_;
  layout::BlockGrid grid_;
};

}  // namespace mw::motion
