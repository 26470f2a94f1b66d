// SPDX-License-Identifier: Apache-2.0
#include "core/motion/cycle/pick_place_run.h"

#include <algorithm>

#include "core/base/digest.h"
#include "core/base/error.h"
#include "core/motion/bullet/bullet_arm_world.h"

namespace mw::motion {
namespace {

constexpr double kTableHeight_m = 0.05;
constexpr double kFriction = 0.8;

Box tableUnder(const PartPlace& place, const std::array<double, 3>& part_size_m) {
  const double width_m = 2 * std::max(part_size_m[0], part_size_m[1]);
  Box table;
  table.size_m = {width_m, width_m, kTableHeight_m};
  table.position_m = {place.top_m.x(), place.top_m.y(), place.top_m.z() - part_size_m[2] - kTableHeight_m / 2};
  table.yaw_rad = place.yaw_rad;
  table.friction = kFriction;
  return table;
}

class Run {
 public:
  Run(const Arm& mounted, const Gripper& gripper, const PickPlaceProgramme& programme, const PickPlacePlan& plan)
      : world_(makeBulletArmWorld(mounted, gripper, Eigen::Isometry3d::Identity(), plan.start_rad)),
        programme_(programme) {
    world_->addFixed(tableUnder(programme.pick, programme.part_size_m));
    world_->addFixed(tableUnder(programme.place, programme.part_size_m));
    Box part;
    part.size_m = programme.part_size_m;
    part.position_m = middleOf(programme.pick);
    part.yaw_rad = programme.pick.yaw_rad;
    part.friction = kFriction;
    part_ = world_->addPart(part, programme.part_mass_kg);
  }

  /// Time runs on over motions and waits, so that only the whole cycle is rounded up to steps.
  void follow(const PickPlacePlan::Step& step) {
    const double ends_s = planned_s_ + step.motion->duration_s();
    while (time_s_ < ends_s - kRounding_s) advance(step.motion->at(time_s_ + kArmStep_s - planned_s_));
    planned_s_ = ends_s;
    const ArmSetpoint there = step.motion->at(step.motion->duration_s());
    if (step.action != PickPlacePlan::Action::None) {
      settle(there);
      act(step.action);
    }
    planned_s_ += step.wait_s;
    while (time_s_ < planned_s_ - kRounding_s) advance(there);
  }

  PickPlaceRun finish(const JointVector& end_rad) {
    settle({end_rad, JointVector::Zero(), JointVector::Zero()});
    result_.cycle_s = static_cast<double>(n_steps_) * kArmStep_s;
    result_.drive_work_j = world_->reading().drive_work_j;
    result_.most_force_n = most_force_n_;
    result_.digest = digest_.hex();
    const int n_rest = static_cast<int>(0.5 / kArmStep_s);
    for (int i = 0; i < n_rest; ++i) world_->step(kArmStep_s, {end_rad, JointVector::Zero(), JointVector::Zero()});
    const Vector3 lies_m = world_->part(part_).position_m;
    const Vector3 wanted_m = middleOf(programme_.place);
    result_.place_error_m = std::hypot(lies_m[0] - wanted_m[0], lies_m[1] - wanted_m[1], lies_m[2] - wanted_m[2]);
    return result_;
  }

 private:
  static constexpr double kRounding_s = 1e-9;

  [[nodiscard]] Vector3 middleOf(const PartPlace& place) const {
    return {place.top_m.x(), place.top_m.y(), place.top_m.z() - programme_.part_size_m[2] / 2};
  }

  void advance(const ArmSetpoint& at_end) {
    world_->step(kArmStep_s, at_end);
    ++n_steps_;
    time_s_ += kArmStep_s;
    const ArmReading now = world_->reading();
    behind_rad_ = (now.q_rad - at_end.q_rad).cwiseAbs().maxCoeff();
    speed_radps_ = now.speed_radps.cwiseAbs().maxCoeff();
    result_.most_tracking_rad = std::max(result_.most_tracking_rad, behind_rad_);
    result_.most_torque_nm = result_.most_torque_nm.cwiseMax(now.torque_nm.cwiseAbs());
    digest_.addNumbers({now.q_rad.data(), kArmJoints});
    digest_.addNumbers({now.torque_nm.data(), kArmJoints});
    const GripperReading grip = world_->gripper();
    most_force_n_ = std::max(most_force_n_, grip.most_force_n);
    if (is_carrying_ && grip.dropped != DropReason::None) {
      fail(RunStatus::Dropped);
      is_carrying_ = false;
    }
  }

  /// What went wrong first is what is told.
  void fail(RunStatus status) {
    if (result_.status == RunStatus::Placed) result_.status = status;
  }

  void settle(const ArmSetpoint& there) {
    const double since_s = time_s_;
    while (behind_rad_ > kSettled_rad || speed_radps_ > kSettled_radps) {
      if (time_s_ - since_s > kSettleLimit_s) {
        fail(RunStatus::NotSettled);
        break;
      }
      advance(there);
    }
    result_.settling_s += time_s_ - since_s;
    planned_s_ += time_s_ - since_s;
  }

  void act(PickPlacePlan::Action action) {
    if (action == PickPlacePlan::Action::Grip) {
      is_carrying_ = world_->grip(part_);
      if (!is_carrying_) fail(RunStatus::NotGripped);
    } else {
      world_->release();
      is_carrying_ = false;
    }
  }

  std::unique_ptr<ArmWorld> world_;
  const PickPlaceProgramme& programme_;
  BodyId part_ = 0;
  bool is_carrying_ = false;
  int n_steps_ = 0;
  double time_s_ = 0;     ///< in the world
  double planned_s_ = 0;  ///< where the plan is, settling included
  double behind_rad_ = 0;
  double speed_radps_ = 0;
  double most_force_n_ = 0;
  Digest digest_;
  PickPlaceRun result_;
};

}  // namespace

PickPlaceRun runPickPlace(const Arm& mounted, const Gripper& gripper, const PickPlaceProgramme& programme,
                          const PickPlacePlan& plan) {
  MW_REQUIRE(plan.status == PlanStatus::Ok);
  Run run(mounted, gripper, programme, plan);
  for (const PickPlacePlan::Step& step : plan.steps) run.follow(step);
  return run.finish(plan.end_rad);
}

}  // namespace mw::motion
