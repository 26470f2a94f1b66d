// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <span>
#include <string>

#include "core/motion/cell/arm_follower.h"
#include "core/motion/cell/robot_cell.h"
#include "core/motion/cell/taught_job.h"
#include "core/motion/motion_state.h"
#include "core/motion/program/robot_programme.h"

namespace mw::motion {

/// A part for an arm: which one, and what.
struct CellPart {
  std::uint32_t number = 0;  ///< running, in order of creation
  std::uint16_t type = 0;    ///< index in the factory's parts
};

/// One robot at work in its factory: brings parts from port to port, one after the other, with its arm in a world of
/// its own. What stands where in the hall, and when an element has room, its owner tells it.
///
///   begin()      above the port; there it waits for pickAt(), then goes down
///   GripDue      grip() or miss()
///   PlaceWanted  holds the part over its place, or, where there are several places, over the port it came from
///   place()      to the place and down
///   ReleaseDue   release(): opens and goes up
///
/// A robot that was taught a programme works through that, if it has one pick and one place: it waits before its last
/// move to the part, and before that to the place, and finds its part only where it was taught to.
///
/// A part that takes more force than the gripper holds with slips out on the way: takeDropped().
class ArmCell {
 public:
  enum class State { Idle, Approaching, PartWanted, Picking, GripDue, Carrying, PlaceWanted, Placing, ReleaseDue };

  /// @param cell   with its picks and places, none of them by vehicle, at least one of each
  /// @param parts  all part types
  /// @throws InputError naming each part type of `wanted` that can't be brought from a pick to a place, and why
  ArmCell(const factory::Factory& factory, RobotCell cell, std::span<const factory::Part> parts,
          std::span<const std::uint16_t> wanted);

  [[nodiscard]] std::uint32_t robot() const { return cell_.robot; }
  [[nodiscard]] const RobotCell& cell() const { return cell_; }
  /// What a cycle takes by the plan, from standing above a place to standing there again; of the first part type
  /// wanted, between the first ports.
  [[nodiscard]] double plannedCycle_s() const { return planned_cycle_s_; }

  /// The next job, taken up when the arm has come up from the last.
  /// @param flow  by which the part comes: one of the picks
  /// @param near_m  of several for that flow the one next to this
  void begin(const CellPart& part, std::uint32_t flow, const Vector3& near_m = {});
  /// The part stands there. The gripper goes down to its top, or can't: miss().
  [[nodiscard]] MissReason pickAt(const BodyState& part);
  /// Where a part stands that comes from an element that shows none.
  [[nodiscard]] BodyState partAtPort() const;
  /// Closes the gripper over the part as it stands.
  [[nodiscard]] MissReason grip(const BodyState& part);
  /// There is nothing to grip: the arm goes up again.
  void miss();
  /// @param flow  by which the part leaves: one of the places
  /// @param near_m  of several for that flow the one next to this
  void place(std::uint32_t flow, const Vector3& near_m = {});
  /// Opens the gripper.
  void release();
  /// Somebody takes the part out of the gripper.
  void giveAway();
  /// Failures and the like: the arm comes to a halt on its way.
  void setRunning(bool is_running) { follower_.setRunning(is_running); }

  /// One step of the hall.
  void step(double step_s);

  [[nodiscard]] State state() const { return state_; }
  [[nodiscard]] bool wantsPlace() const { return state_ == State::PlaceWanted; }
  [[nodiscard]] const CellPart& part() const { return part_; }
  /// Whether it works through what it was taught.
  [[nodiscard]] bool isTaught() const { return !programme_taught_.steps.empty(); }
  /// The port at which the part is to be picked.
  [[nodiscard]] const RobotPort& pick() const { return cell_.picks[pick_]; }
  /// Where it puts parts that take this flow.
  [[nodiscard]] const RobotPort& placeOf(std::uint32_t flow) const;
  /// The part in the gripper, in hall coordinates.
  [[nodiscard]] std::optional<BodyState> held() const;
  /// The part that slipped out in the last step, said once; the job is over.
  [[nodiscard]] std::optional<BodyState> takeDropped();

  [[nodiscard]] const JointVector& q_rad() const { return reading_.q_rad; }
  [[nodiscard]] const JointVector& speed_radps() const { return reading_.speed_radps; }
  [[nodiscard]] double driveWork_j() const { return reading_.drive_work_j; }
  /// The time of the last cycle that ended, from setting out to standing above the place again, without waits; said
  /// once.
  [[nodiscard]] std::optional<double> takeCycle_s();
  [[nodiscard]] bool isTooWeak() const { return follower_.isTooWeak(); }

  /// How far from its port a part may stand, and how much it may lean, for the arm to find it.
  static constexpr double kFinds_m = 0.15;
  static constexpr double kLeans_rad = 0.2;
  /// How far from the middle of its top the gripper may close.
  static constexpr double kGripsWithin_m = 0.02;

 private:
  struct Job {
    CellPart part;
    std::size_t pick = 0;
  };

  void setOut(const Job& job);
  void endMotion();
  void endJob();
  void stopJob(bool keeps_motions);
  [[nodiscard]] PickPlaceProgramme programmeFor(const CellPart& part, std::size_t pick, std::size_t place) const;
  void follow(const PickPlacePlan& plan);
  [[nodiscard]] JointVector startPosture(std::span<const std::uint16_t> wanted);
  [[nodiscard]] Findings check(const factory::Factory& factory, std::span<const std::uint16_t> wanted);
  void checkWay(const factory::Factory& factory, std::uint16_t type, std::size_t pick, std::size_t place,
                Findings& findings);
  void checkTaught(const factory::Factory& factory, std::uint16_t type, Findings& findings);
  [[nodiscard]] const TaughtJob* taught() const;

  std::string id_;
  RobotCell cell_;
  std::vector<factory::Part> part_types_;
  InverseKinematics inverse_;
  RobotProgramme programme_taught_;               ///< empty where it plans its own ways
  std::vector<std::optional<TaughtJob>> taught_;  ///< by part types
  ArmFollower follower_;
  double planned_cycle_s_ = 0;
  State state_ = State::Idle;
  CellPart part_;
  std::size_t pick_ = 0;
  std::size_t place_ = 0;
  PickPlaceProgramme programme_;  ///< of the present job
  std::optional<Job> next_;
  std::optional<BodyId> body_;  ///< of the held part, in the arm's world
  std::optional<BodyState> dropped_;
  ArmReading reading_;
  double began_s_ = 0;     ///< on the clock of what the arm has worked
  bool is_whole_ = false;  ///< the part of the present job is in its place
  std::optional<double> cycle_s_;
};

}  // namespace mw::motion
