// SPDX-License-Identifier: Apache-2.0
#include "core/motion/cycle/pick_place_run.h"

#include <algorithm>
#include <cmath>

#include "core/base/digest.h"
#include "core/base/error.h"
#include "core/motion/arm/arm_kinematics.h"
#include "core/motion/bullet/bullet_arm_world.h"

namespace mw::motion {
namespace {

constexpr double kTableHeight_m = 0.05;
constexpr double kTableMargin_m = 0.1;
constexpr double kFriction = 0.8;

/// How far tables reach beyond their parts: not under or into what lies on the other one.
double tableMargin_m(const PickPlaceProgramme& programme) {
  const double apart_m = (programme.pick.top_m - programme.place.top_m).head<2>().norm();
  const double part_m = std::hypot(programme.part_size_m[0], programme.part_size_m[1]);
  return std::clamp((apart_m - part_m) / std::sqrt(2.0), 0.0, kTableMargin_m);
}

Box tableUnder(const PartPlace& place, const std::array<double, 3>& part_size_m, double margin_m) {
  Box table;
  table.size_m = {part_size_m[0] + 2 * margin_m, part_size_m[1] + 2 * margin_m, kTableHeight_m};
  table.position_m = {place.top_m.x(), place.top_m.y(), place.top_m.z() - part_size_m[2] - kTableHeight_m / 2};
  table.yaw_rad = place.yaw_rad;
  table.friction = kFriction;
  return table;
}

class Run {
 public:
  Run(const Arm& mounted, const Gripper& gripper, const PickPlaceProgramme& programme, const PickPlacePlan& plan)
      : world_(makeBulletArmWorld(mounted, gripper, Eigen::Isometry3d::Identity(), plan.start_rad)),
        mounted_(mounted),
        programme_(programme) {
    const double margin_m = tableMargin_m(programme);
    world_->addFixed(tableUnder(programme.pick, programme.part_size_m, margin_m));
    world_->addFixed(tableUnder(programme.place, programme.part_size_m, margin_m));
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
    judgePlace();
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
    while (!(behind_rad_ <= kSettled_rad && speed_radps_ <= kSettled_radps)) {
      if (time_s_ - since_s > kSettleLimit_s) {
        fail(RunStatus::NotSettled);
        break;
      }
      advance(there);
    }
    result_.settling_s += time_s_ - since_s;
    planned_s_ += time_s_ - since_s;
  }

  [[nodiscard]] Eigen::Isometry3d partPose() const {
    const BodyState part = world_->part(part_);
    const Quaternion& q = part.orientation;
    Eigen::Isometry3d X_BP(Eigen::Quaterniond(q[3], q[0], q[1], q[2]));
    X_BP.translation() = Eigen::Vector3d(part.position_m.data());
    return X_BP;
  }

  [[nodiscard]] bool isTipAtPart() const {
    const Eigen::Vector3d tip_m = flangePose(mounted_, world_->reading().q_rad).translation();
    const Eigen::Vector3d top_m = partPose() * Eigen::Vector3d(0, 0, programme_.part_size_m[2] / 2);
    return (tip_m - top_m).norm() <= kGripsWithin_m;
  }

  void judgePlace() {
    const Eigen::Isometry3d X_BP = partPose();
    const Vector3 wanted_m = middleOf(programme_.place);
    result_.place_error_m = (X_BP.translation() - Eigen::Vector3d(wanted_m.data())).norm();
    result_.lean_rad = std::acos(std::clamp(X_BP.linear()(2, 2), -1.0, 1.0));
    const bool is_in_place = result_.place_error_m <= kMisplaced_m && result_.lean_rad <= kMisplacedLean_rad;
    if (!is_in_place) fail(RunStatus::Misplaced);
  }

  void act(PickPlacePlan::Action action) {
    if (action == PickPlacePlan::Action::Grip) {
      const bool is_there = isTipAtPart();
      is_carrying_ = is_there && world_->grip(part_);
      if (!is_carrying_) fail(is_there ? RunStatus::NotGripped : RunStatus::Missed);
    } else {
      world_->release();
      is_carrying_ = false;
    }
  }

  std::unique_ptr<ArmWorld> world_;
  const Arm& mounted_;
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

std::string runReason(RunStatus status) {
  switch (status) {
    case RunStatus::Placed:
      break;
    case RunStatus::Dropped:
      return "the part slipped out of the gripper";
    case RunStatus::NotGripped:
      return "the part is too heavy";
    case RunStatus::Missed:
      return "the gripper closed beside the part";
    case RunStatus::NotSettled:
      return "the arm did not come to rest";
    case RunStatus::Misplaced:
      return "the part came to lie elsewhere than it should";
  }
  return {};
}

PickPlaceRun runPickPlace(const Arm& mounted, const Gripper& gripper, const PickPlaceProgramme& programme,
                          const PickPlacePlan& plan) {
  MW_REQUIRE(plan.status == PlanStatus::Ok);
  Run run(mounted, gripper, programme, plan);
  for (const PickPlacePlan::Step& step : plan.steps) run.follow(step);
  return run.finish(plan.end_rad);
}

}  // namespace mw::motion
