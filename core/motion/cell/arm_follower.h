// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <deque>
#include <memory>
#include <optional>
#include <vector>

#include "core/motion/arm/arm_world.h"
#include "core/motion/plan/pick_place.h"

namespace mw::motion {

/// Lets an arm in its world work through steps of plans, one after the other. Time runs on over motions and waits, so
/// that only a whole cycle is rounded up to steps of the world. Before the gripper works the arm comes to rest, and it
/// works when the owner says so.
class ArmFollower {
 public:
  using Action = PickPlacePlan::Action;
  using Step = PickPlacePlan::Step;

  ArmFollower(std::unique_ptr<ArmWorld> world, const JointVector& start_rad);

  /// Steps that begin where those before end.
  void follow(const std::vector<Step>& steps);
  /// What is under way is ended without the gripper; the rest is left out but for motions, if they are kept.
  void forgetActions(bool keeps_motions);
  /// Stopped, it comes to a halt on its way within kHalt_s and goes on there.
  void setRunning(bool is_running) { is_running_ = is_running; }

  /// Advances by one step of the hall, in steps of the arm's world of kArmStep_s at most.
  void step(double step_s);
  /// What the gripper is to do now; the arm stands there until acted().
  [[nodiscard]] Action due() const;
  void acted();
  [[nodiscard]] bool isDone() const { return steps_.empty(); }

  /// Where the arm stands when all steps are done.
  [[nodiscard]] const JointVector& end_rad() const { return end_rad_; }
  /// Time in which the arm was at work: moved, settled, or worked its gripper.
  [[nodiscard]] double worked_s() const { return worked_s_; }
  /// Whether the arm ever failed to come to rest within kSettleLimit_s: its drives are too weak.
  [[nodiscard]] bool isTooWeak() const { return is_too_weak_; }
  [[nodiscard]] ArmWorld& world() { return *world_; }
  [[nodiscard]] const ArmWorld& world() const { return *world_; }

  static constexpr double kArmStep_s = 1.0 / 240;
  static constexpr double kHalt_s = 0.25;

 private:
  enum class Phase { Moving, Settling, Acting, Waiting };

  void advance(double step_s);
  /// Goes on to what the plan has next, as far as its time has come.
  void passOn();
  [[nodiscard]] bool isSettled() const;

  std::unique_ptr<ArmWorld> world_;
  std::deque<Step> steps_;
  Phase phase_ = Phase::Moving;
  JointVector end_rad_;
  ArmSetpoint there_;      ///< where it stands between motions
  double planned_s_ = 0;   ///< begin of the present motion or wait
  double time_s_ = 0;      ///< on the plan's clock, which stands while the arm is halted or has to wait
  double rate_ = 1;        ///< of that clock
  double settling_s_ = 0;  ///< in the present step
  double worked_s_ = 0;
  bool is_running_ = true;
  bool is_too_weak_ = false;
};

}  // namespace mw::motion
