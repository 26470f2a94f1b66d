// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <optional>
#include <span>
#include <vector>

#include "core/motion/clearance/arm_encounters.h"

namespace mw::motion {

/// A vehicle at one instant, in the hall.
struct VehicleNow {
  TurnedBox body;
  std::optional<TurnedBox> load;
};

/// Least distance of an arm, with what it holds, and a vehicle with its load, metres; 0 and below where they touch.
[[nodiscard]] double apart_m(const ArmNow& arm, const VehicleNow& vehicle);

/// Finds arms that come nearer to vehicles than ArmEncounters::kClearance_m while they work.
///
/// As ArmEncounters: d apart, they are not looked at again before t + (d - kClearance_m) / (v_arm + 2 v_vehicle), as in
/// the tightest curves (about a metre) no corner of a vehicle is faster than twice its middle. While a vehicle is out
/// of an arm's reach, d is its distance from that and v_arm is 0. A vehicle without a load may get one at any time: d
/// is less by the largest diagonal then.
class VehicleEncounters {
 public:
  /// @param cells  by arms; only read here
  /// @param speeds_mps  of the vehicles at most
  /// @param longest_m  largest diagonal of a part
  VehicleEncounters(std::span<const RobotCell* const> cells, std::vector<double> speeds_mps, double longest_m);

  /// @param arm, vehicle  say where they are; called for those that may be near another
  /// @param is_meant  whether they are to be near each other now, the arm at work on the vehicle
  void look(double time_s, const std::function<ArmNow(std::size_t)>& arm,
            const std::function<VehicleNow(std::size_t)>& vehicle,
            const std::function<bool(std::size_t, std::size_t)>& is_meant);

  /// One for each pair, in the order in which they first came near.
  [[nodiscard]] const std::vector<NearMiss>& found() const { return log_.found(); }

 private:
  struct Arm {
    std::uint32_t robot = 0;
    Eigen::Vector3d base_m;
    double reach_m = 0;
    double fastest_mps = 0;
  };
  struct Pair {
    std::size_t arm = 0;
    std::size_t vehicle = 0;
    double next_s = 0;  ///< when to look again
    NearPair near{};
  };

  std::vector<Arm> arms_;
  std::vector<double> speeds_mps_;
  double longest_m_ = 0;
  std::vector<Pair> pairs_;
  NearMissLog log_;
};

}  // namespace mw::motion
