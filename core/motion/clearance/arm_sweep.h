// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <functional>
#include <limits>
#include <span>
#include <string>
#include <vector>

#include "core/layout/body.h"
#include "core/motion/cell/robot_cell.h"
#include "core/motion/clearance/arm_shape.h"

namespace mw::motion {

/// Something that an arm may hit.
struct Obstacle {
  std::size_t owner = 0;  ///< what hits are counted by
  TurnedBox box;
};
/// @param high_m  its top, where that is not the block's
[[nodiscard]] Obstacle obstacleOf(const layout::Block& block, double high_m);
/// The floor, as a box below a height.
[[nodiscard]] Obstacle floorObstacle(std::size_t owner, double z_m);

/// Where a moving arm goes deepest into one obstacle.
struct SweptHit {
  std::size_t owner = 0;
  double depth_m = 0;
  double time_s = 0;     ///< from the start of the plan, waits included
  std::size_t what = 0;  ///< index of a capsule of ArmShape, or kCarriedPart
  Eigen::Vector3d at_m = Eigen::Vector3d::Zero();

  static constexpr std::size_t kCarriedPart = ArmShape::kGripper + 1;
};

/// What an arm is where on its way, in the hall.
struct ArmPosition {
  double time_s = 0;
  ArmShape::Capsules capsules;
  std::optional<TurnedBox> part;  ///< while it is carried
};

/// Samples of a way are at most so far apart that no point moves further in between, as long as something is near.
inline constexpr double kFinestStep_m = 0.02;

/// How far every body of the arm is from everything around it, along a planned pick-and-place.
///
/// Conservative advancement: where the nearest obstacle is c away, the time to look again is that before which no point
/// of the arm can have come c further,
///
///   sum_j |q_j(t') - q_j(t)| r_j <= max(c, kFinestStep_m),    r_j = reachBeyond_m
///
/// so nothing deeper than half that step is passed over, however fast the arm is. It takes joints that turn one way
/// only until then: within a motion, as those of a JointMove do, or, as on straight lines, within a twentieth of it.
/// The first link turns on its foot and is left out: where the foot stands is a matter of the layout.
///
/// Source: Mirtich (1996), "Impulse-based dynamic simulation", section 2.3; Ericson (2005), section 5.5
class ArmSweep {
 public:
  ArmSweep(const RobotCell& cell, const PickPlacePlan& plan, const factory::Part& part);

  /// By owner, the deepest hit each, in order of owners. Less than the tolerance of a clash is none.
  /// @param nearest_m  receives the least distance from anything, below 0 where it is a hit
  [[nodiscard]] std::vector<SweptHit> hits(std::span<const Obstacle> obstacles, double* nearest_m = nullptr) const;
  /// The arm all along its way, no point of it further than this from one position to the next.
  [[nodiscard]] std::vector<ArmPosition> positions(double step_m) const;

 private:
  /// How long until the next look. @param first_s  tried first
  [[nodiscard]] double stepAhead_s(const ArmMotion& motion, double t, double first_s, double allowed_m) const;
  /// @param look  says how far the arm may go before the next look, metres
  void walk(const std::function<double(const ArmPosition&)>& look) const;

  const RobotCell& cell_;
  const PickPlacePlan& plan_;
  Eigen::Vector3d part_half_m_;
  ArmShape shape_;
  JointVector reach_m_;
};

}  // namespace mw::motion
