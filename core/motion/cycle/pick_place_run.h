// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "core/motion/arm/arm_world.h"
#include "core/motion/plan/pick_place.h"

namespace mw::motion {

/// Length of a step of the arm's world.
inline constexpr double kArmStep_s = 1.0 / 240;

enum class RunStatus {
  Placed,
  Dropped,     ///< the part slipped out on the way
  NotGripped,  ///< it was too heavy
  Missed,      ///< the gripper closed beside the part
  NotSettled,  ///< the drives are too weak: the arm did not come to rest within kSettleLimit_s where it should
  Misplaced,   ///< the part came to lie elsewhere than it should, or does not stand any more
};

/// What went wrong, as the end of a sentence; empty for Placed.
[[nodiscard]] std::string runReason(RunStatus status);

/// The arm waits until every joint is this near to its setpoint, and at rest, before the gripper
/// works and before the cycle ends.
inline constexpr double kSettled_rad = 1e-3;
inline constexpr double kSettled_radps = 1e-2;
inline constexpr double kSettleLimit_s = 5;

/// How far from the middle of a part's top the gripper may close to hold it.
inline constexpr double kGripsWithin_m = 0.02;
/// A part is placed when its middle lies this near to where it should, and it leans by no more than this. Arms that
/// follow within 2e-3 rad, as they should, miss by some 2 mm a metre, and a part slides by as much when it is let go.
inline constexpr double kMisplaced_m = 0.01;
inline constexpr double kMisplacedLean_rad = 0.1;

/// One cycle as it went in the world.
struct PickPlaceRun {
  RunStatus status = RunStatus::Placed;
  double cycle_s = 0;            ///< whole steps
  double settling_s = 0;         ///< of which the arm waited until it stood still
  double most_tracking_rad = 0;  ///< largest distance of a joint from its setpoint
  JointVector most_torque_nm = JointVector::Zero();
  double drive_work_j = 0;
  double most_force_n = 0;   ///< between gripper and part
  double place_error_m = 0;  ///< of the middle of the part, half a second after the cycle
  double lean_rad = 0;       ///< of the part's vertical edges then
  std::string digest;        ///< of every joint angle and torque of every step
};

/// Runs a plan in a world of its own: the part on a table under the pick, another table under the place, arm and
/// drives by physics. A table reaches 0.1 m beyond the part, less where the other part would be in its way.
/// Deterministic.
///
/// @param mounted    the arm with its gripper on, as the plan was made for
/// @param programme  where the part lies and shall lie, whatever the plan makes of it
/// @param plan       with status Ok
[[nodiscard]] PickPlaceRun runPickPlace(const Arm& mounted, const Gripper& gripper, const PickPlaceProgramme& programme,
                                        const PickPlacePlan& plan);

}  // namespace mw::motion
