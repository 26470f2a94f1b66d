// SPDX-License-Identifier: Apache-2.0
#include "core/motion/plan/pick_place.h"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>

#include "core/motion/arm/joint_move.h"
#include "core/motion/plan/line_move.h"

namespace mw::motion {
namespace {

const LineLimits kThroughDoor{{1.5, 6.0, 60.0}, {3.0, 12.0, 120.0}};

Eigen::Isometry3d tipAt(const PartPlace& place, double above_m) {
  return pointingDown(place.top_m + Eigen::Vector3d(0, 0, above_m), place.yaw_rad);
}

/// Where the tool waits for a place: over it, or before its door.
Eigen::Isometry3d overPlace(const PartPlace& place, double approach_m) {
  if (!place.door) return tipAt(place, approach_m);
  Eigen::Isometry3d before = tipAt(place, place.door->lift_m);
  before.translation() += place.door->out_m;
  return before;
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

  /// Straight on, as fast as the joints keep up.
  void line(const char* where, const Eigen::Isometry3d& X_BF) {
    if (plan_.status != PlanStatus::Ok) return;
    LineResult found = planLine(inverse_, plan_.end_rad, X_BF, kThroughDoor, programme_.speed);
    for (int i = 0; i < kMostSlowDowns && found.status == LineStatus::TooFast && std::isfinite(found.slow_down); ++i) {
      speed_ /= found.slow_down * kSlower;
      found = planLine(inverse_, plan_.end_rad, X_BF, kThroughDoor, speed_ * programme_.speed);
    }
    speed_ = 1;
    if (found.status != LineStatus::Ok) {
      plan_.status = PlanStatus::Unreachable;
      plan_.reason = fmt::format("{}: {}", where, lineReason(found));
      return;
    }
    auto motion = std::make_shared<LineMove>(std::move(*found.move));
    plan_.duration_s += motion->duration_s();
    plan_.end_rad = motion->at(motion->duration_s()).q_rad;
    plan_.steps.push_back({std::move(motion), Action::None, 0});
  }

  void approach() { goOver("above the part", "before the door of the part", programme_.pick); }
  void pick(const Gripper& gripper) {
    goIn(programme_.pick);
    move("at the part", tipAt(programme_.pick, 0), Action::Grip, gripper.grip_s);
    programme_.pick.door ? goOut(programme_.pick) : approach();
  }
  void carry() { goOver("above the place", "before the door of the place", programme_.place); }
  void place(const Gripper& gripper) {
    goIn(programme_.place);
    move("at the place", tipAt(programme_.place, programme_.clearance_m), Action::Release, gripper.release_s);
    programme_.place.door ? goOut(programme_.place) : carry();
  }

  void goOver(const char* where, const char* where_by_door, const PartPlace& place) {
    move(place.door ? where_by_door : where, overPlace(place, programme_.approach_m), Action::None, 0);
  }
  void goIn(const PartPlace& place) {
    if (place.door) line("in through the door", tipAt(place, place.door->lift_m));
  }
  void goOut(const PartPlace& place) {
    move("inside", tipAt(place, place.door->lift_m), Action::None, 0);
    line("out through the door", overPlace(place, 0));
  }

  PickPlacePlan take() {
    if (plan_.status != PlanStatus::Ok) plan_.steps.clear();
    return std::move(plan_);
  }

 private:
  static constexpr int kMostSlowDowns = 8;
  static constexpr double kSlower = 1.05;

  [[nodiscard]] std::string lineReason(const LineResult& found) const {
    switch (found.status) {
      case LineStatus::Unreachable:
        return inverseReason(inverse_.arm(), found.inverse);
      case LineStatus::BranchJump:
        return fmt::format("axis {} would have to jump", found.joint + 1);
      case LineStatus::TooFast:
        return fmt::format("axis {} can't keep up however slow the tool is", found.joint + 1);
      case LineStatus::Ok:
        break;
    }
    return {};
  }

  InverseKinematics& inverse_;
  const PickPlaceProgramme& programme_;
  PickPlacePlan plan_;
  double speed_ = 1;  ///< share of the programme's, of the present line
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
  return elbowUpPosture(inverse, overPlace(programme.place, programme.approach_m));
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
