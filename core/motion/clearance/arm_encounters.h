// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <optional>
#include <span>
#include <vector>

#include "core/motion/cell/robot_cell.h"
#include "core/motion/clearance/arm_shape.h"
#include "core/motion/clearance/near_miss_log.h"

namespace mw::motion {

/// An arm and what it holds, at one instant, in the hall.
struct ArmNow {
  static constexpr std::size_t kFirstMoving = 1;  ///< capsule: the links on the foot stand where the layout puts them
  ArmShape::Capsules capsules;
  std::optional<TurnedBox> part;
};

/// How far from its base an arm comes with a part, and how fast any point of it can be: sum_j speed_j r_j, r_j as in
/// ArmShape::reachBeyond_m.
struct ArmReach {
  double reach_m = 0;
  double fastest_mps = 0;
};
/// @param longest_m  largest diagonal of a part
[[nodiscard]] ArmReach reachOf(const RobotCell& cell, double longest_m);

/// Least distance of two arms, with what they hold, metres; 0 and below where they touch. The links on their feet
/// are left out.
[[nodiscard]] double apart_m(const ArmNow& a, const ArmNow& b);

/// Finds arms that come nearer to each other than kClearance_m while they work.
///
/// Arms that can't reach each other are never compared. The others are d apart; no point of an arm is faster than v
/// (ArmReach), so they are not looked at again before
///
///   t' = t + (d - kClearance_m) / (v_a + v_b)
///
/// (conservative advancement, as in ArmSweep).
class ArmEncounters {
 public:
  static constexpr double kClearance_m = 0.05;

  /// @param cells      by arms; only read here
  /// @param longest_m  largest diagonal of a part
  ArmEncounters(std::span<const RobotCell* const> cells, double longest_m);

  /// @param now  says where an arm is; called for those that may be near another
  void look(double time_s, const std::function<ArmNow(std::size_t)>& now);

  /// One for each pair, in the order in which they first came near, by their robots in the factory.
  [[nodiscard]] const std::vector<NearMiss>& found() const { return log_.found(); }

 private:
  struct Pair {
    std::size_t a = 0;
    std::size_t b = 0;
    double fastest_mps = 0;  ///< at which they may near each other
    double next_s = 0;       ///< when to look again
    NearPair near{};
  };

  std::vector<std::uint32_t> robots_;
  std::vector<Pair> pairs_;
  NearMissLog log_;
};

}  // namespace mw::motion
