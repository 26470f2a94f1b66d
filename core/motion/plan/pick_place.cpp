// SPDX-License-Identifier: Apache-2.0
#include "core/motion/plan/pick_place.h"

#include <algorithm>
#include <fmt/format.h>

#include "core/motion/arm/joint_move.h"

namespace mw::motion {
namespace {

Eigen::Isometry3d tipAt(const PartPlace& place, double above_m) {
  return pointingDown(place.top_m + Eigen::Vector3d(0, 0, above_m), place.yaw_rad);
}

class Planner {
 public:
  using Action = PickPlacePlan::Action;

  Planner(InverseKinematics& inverse, const PickPlaceProgramme& programme, const JointVector& start_rad)
      : inverse_(inverse), programme_(programme) {
    plan_.start_rad = start_rad;
    plan_.end_rad = start_rad;
  }

  void move(const char* where, const Eigen::Isometry3d& X_BF, Action action, double wait_s) {
    if (plan_.status != PlanStatus::Ok) return;
    const InverseResult found = inverse_.solve(X_BF, plan_.end_rad);
    if (!found.reaches()) {
      plan_.status = PlanStatus::Unreachable;
      plan_.reason = fmt::format("{}: {}", where, inverseReason(inverse_.arm(), found));
      return;
    }
    auto motion = std::make_shared<JointMove>(inverse_.arm(), plan_.end_rad, found.q_rad, programme_.speed);
    plan_.duration_s += motion->duration_s() + wait_s;
    plan_.end_rad = found.q_rad;
    plan_.steps.push_back({std::move(motion), action, wait_s});
  }

  void approach() { move("above the part", tipAt(programme_.pick, programme_.approach_m), Action::None, 0); }
  void pick(const Gripper& gripper) {
    move("at the part", tipAt(programme_.pick, 0), Action::Grip, gripper.grip_s);
    approach();
  }
  void carry() { move("above the place", tipAt(programme_.place, programme_.approach_m), Action::None, 0); }
  void place(const Gripper& gripper) {
    move("at the place", tipAt(programme_.place, programme_.clearance_m), Action::Release, gripper.release_s);
    carry();
  }

  PickPlacePlan take() {
    if (plan_.status != PlanStatus::Ok) plan_.steps.clear();
    return std::move(plan_);
  }

 private:
  InverseKinematics& inverse_;
  const PickPlaceProgramme& programme_;
  PickPlacePlan plan_;
};

}  // namespace

std::optional<PickPlacePlan> refusalOfSpeed(double speed) {
  if (speed > 0) return std::nullopt;
  PickPlacePlan plan;
  plan.status = PlanStatus::Unreachable;
  plan.reason = "the robot works at no speed: give it a speed above 0";
  return plan;
}

PickPlacePlan planPickPlace(InverseKinematics& inverse, const Gripper& gripper, const PickPlaceProgramme& programme,
                            const JointVector& start_rad) {
  if (auto refusal = refusalOfSpeed(programme.speed)) return *refusal;
  if (programme.part_mass_kg > inverse.arm().payload_kg) {
    PickPlacePlan plan;
    plan.status = PlanStatus::TooHeavy;
    plan.reason = fmt::format("the part weighs {} kg, {:.3g} kg more than the arm lifts beside its gripper",
                              programme.part_mass_kg, programme.part_mass_kg - inverse.arm().payload_kg);
    return plan;
  }
  Planner planner(inverse, programme, start_rad);
  planner.approach();
  planner.pick(gripper);
  planner.carry();
  planner.place(gripper);
  return planner.take();
}

PickPlacePlan planApproach(InverseKinematics& inverse, const PickPlaceProgramme& programme,
                           const JointVector& start_rad) {
  Planner planner(inverse, programme, start_rad);
  planner.approach();
  return planner.take();
}

PickPlacePlan planPick(InverseKinematics& inverse, const Gripper& gripper, const PickPlaceProgramme& programme,
                       const JointVector& start_rad) {
  Planner planner(inverse, programme, start_rad);
  planner.pick(gripper);
  return planner.take();
}

PickPlacePlan planCarry(InverseKinematics& inverse, const PickPlaceProgramme& programme, const JointVector& start_rad) {
  Planner planner(inverse, programme, start_rad);
  planner.carry();
  return planner.take();
}

PickPlacePlan planPlace(InverseKinematics& inverse, const Gripper& gripper, const PickPlaceProgramme& programme,
                        const JointVector& start_rad) {
  Planner planner(inverse, programme, start_rad);
  planner.place(gripper);
  return planner.take();
}

InverseResult readyPosture(InverseKinematics& inverse, const PickPlaceProgramme& programme) {
  return elbowUpPosture(inverse, tipAt(programme.place, programme.approach_m));
}

InverseResult elbowUpPosture(InverseKinematics& inverse, const Eigen::Isometry3d& X_BF) {
  const Arm& arm = inverse.arm();
  const InverseResult nearest = inverse.solve(X_BF, (lowerLimits_rad(arm) + upperLimits_rad(arm)) / 2);
  if (!nearest.reaches()) return nearest;
  JointVector folded_rad = nearest.q_rad;
  folded_rad[1] += folded_rad[2];
  folded_rad[2] = -folded_rad[2];
  const InverseResult other = inverse.solve(X_BF, folded_rad, InverseSearch::Near);
  if (other.status != InverseStatus::Found) return nearest;
  const auto elbow_m = [&arm](const JointVector& q_rad) { return framesAt(arm, q_rad)[2].translation().z(); };
  constexpr double kHigher_m = 0.01;  // rounding must not decide
  return elbow_m(other.q_rad) > elbow_m(nearest.q_rad) + kHigher_m ? other : nearest;
}

}  // namespace mw::motion
