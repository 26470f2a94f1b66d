// SPDX-License-Identifier: Apache-2.0
#include "core/motion/program/taught_plan.h"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <numbers>

#include "core/base/error.h"
#include "core/motion/arm/joint_move.h"

namespace mw::motion {
namespace {

using Action = PickPlacePlan::Action;
using Kind = ProgrammeStep::Kind;

constexpr double kDegree = std::numbers::pi / 180;
// Angles in a file are rounded to a millionth of a degree and those at the end of a line come from inverse kinematics;
// both stay far below this, another posture is far above it.
constexpr double kSamePosture_rad = 0.02;
// Ranges are given in whole degrees: one that is reached exactly must not fail by a rounding.
constexpr double kRangeRounding_rad = 1e-6;

std::string beyondRange(const Arm& arm, const JointVector& q_rad) {
  for (std::size_t i = 0; i < arm.joints.size(); ++i) {
    const ArmJoint& joint = arm.joints[i];
    const double q = q_rad[static_cast<Eigen::Index>(i)];
    const double excess_rad = std::max(joint.lower_rad - q, q - joint.upper_rad);
    if (excess_rad > kRangeRounding_rad)
      return fmt::format("{} stands {:.1f} deg beyond its range", joint.name, excess_rad / kDegree);
  }
  return {};
}

const std::string& nameOf(const Arm& arm, Eigen::Index joint) {
  return arm.joints[static_cast<std::size_t>(joint)].name;
}

std::string lineReason(const Arm& arm, const LineResult& line) {
  const std::string where = fmt::format("{:.0f} % along the line", 100 * line.at_share);
  switch (line.status) {
    case LineStatus::Ok:
      break;
    case LineStatus::Unreachable:
      return fmt::format("{}, {}", where, inverseReason(arm, line.inverse));
    case LineStatus::BranchJump:
      return fmt::format("{}, {} would have to jump by {:.0f} deg", where, nameOf(arm, line.joint),
                         line.jump_rad / kDegree);
    case LineStatus::TooFast:
      return fmt::format("{}, {} cannot keep up at any speed", where, nameOf(arm, line.joint));
  }
  return {};
}

class TaughtPlanner {
 public:
  TaughtPlanner(InverseKinematics& inverse, const Gripper& gripper, const RobotProgramme& programme,
                const TaughtWork& work)
      : inverse_(inverse), gripper_(gripper), programme_(programme), work_(work) {}

  PickPlacePlan plan(const JointVector& start_rad) {
    plan_.start_rad = start_rad;
    plan_.end_rad = start_rad;
    for (std::size_t i = 0; i < programme_.steps.size() && plan_.status == PlanStatus::Ok; ++i) {
      add(programme_.steps[i]);
      if (plan_.status != PlanStatus::Ok) plan_.failed_step = static_cast<int>(i);
    }
    if (plan_.status != PlanStatus::Ok) plan_.steps.clear();
    return std::move(plan_);
  }

 private:
  void add(const ProgrammeStep& step) {
    switch (step.kind) {
      case Kind::MoveJoints:
      case Kind::MoveLine:
        return move(step);
      case Kind::Grip:
        if (work_.part_mass_kg > inverse_.arm().payload_kg) return failTooHeavy();
        return push(standing(), Action::Grip, gripper_.grip_s);
      case Kind::Release:
        return push(standing(), Action::Release, gripper_.release_s);
      case Kind::Wait:
        return push(standing(), Action::None, step.wait_s);
    }
  }

  void move(const ProgrammeStep& step) {
    const RobotPose* pose = programme_.findPose(step.to);
    MW_REQUIRE(pose != nullptr);
    const std::string beyond = beyondRange(inverse_.arm(), pose->q_rad);
    if (!beyond.empty()) return fail(step, beyond);
    const double speed = work_.speed * step.speed;
    if (step.kind == Kind::MoveLine) return moveLine(step, pose->q_rad, speed);
    push(std::make_shared<JointMove>(inverse_.arm(), plan_.end_rad, pose->q_rad, speed), Action::None, 0);
  }

  void moveLine(const ProgrammeStep& step, const JointVector& to_rad, double speed) {
    const Eigen::Isometry3d X_BF = flangePose(inverse_.arm(), to_rad);
    LineResult line = planLine(inverse_, plan_.end_rad, X_BF, work_.line, speed);
    // The finer samples of a slower line may show a little more; a singular posture asks for ever more.
    constexpr int kMostTries = 4;
    constexpr double kMargin = 1.001;
    for (int i = 0; i < kMostTries && line.status == LineStatus::TooFast && std::isfinite(line.slow_down); ++i) {
      speed /= line.slow_down * kMargin;
      line = planLine(inverse_, plan_.end_rad, X_BF, work_.line, speed);
    }
    if (line.status != LineStatus::Ok) return fail(step, lineReason(inverse_.arm(), line));
    auto motion = std::make_shared<LineMove>(std::move(*line.move));
    Eigen::Index joint = 0;
    const double apart_rad = (motion->at(motion->duration_s()).q_rad - to_rad).cwiseAbs().maxCoeff(&joint);
    if (apart_rad > kSamePosture_rad)
      return fail(step, fmt::format("the line ends in another posture than the recorded one, {} by {:.0f} deg; "
                                    "move there by joints",
                                    nameOf(inverse_.arm(), joint), apart_rad / kDegree));
    push(std::move(motion), Action::None, 0);
  }

  [[nodiscard]] std::shared_ptr<const ArmMotion> standing() const {
    return std::make_shared<JointMove>(inverse_.arm(), plan_.end_rad, plan_.end_rad);
  }

  void push(std::shared_ptr<const ArmMotion> motion, Action action, double wait_s) {
    plan_.duration_s += motion->duration_s() + wait_s;
    plan_.end_rad = motion->at(motion->duration_s()).q_rad;
    plan_.steps.push_back({std::move(motion), action, wait_s});
  }

  void fail(const ProgrammeStep& step, const std::string& why) {
    plan_.status = PlanStatus::Unreachable;
    plan_.reason = fmt::format("step {}, to \"{}\": {}", plan_.steps.size() + 1, step.to, why);
  }

  void failTooHeavy() {
    plan_.status = PlanStatus::TooHeavy;
    plan_.reason = fmt::format("the part weighs {} kg, {:.3g} kg more than the arm lifts beside its gripper",
                               work_.part_mass_kg, work_.part_mass_kg - inverse_.arm().payload_kg);
  }

  InverseKinematics& inverse_;
  const Gripper& gripper_;
  const RobotProgramme& programme_;
  const TaughtWork& work_;
  PickPlacePlan plan_;
};

}  // namespace

std::optional<JointVector> taughtEnd(const RobotProgramme& programme) {
  for (auto step = programme.steps.rbegin(); step != programme.steps.rend(); ++step) {
    if (!step->isMove()) continue;
    const RobotPose* pose = programme.findPose(step->to);
    MW_REQUIRE(pose != nullptr);
    return pose->q_rad;
  }
  return std::nullopt;
}

PickPlacePlan planTaught(InverseKinematics& inverse, const Gripper& gripper, const RobotProgramme& programme,
                         const JointVector& start_rad, const TaughtWork& work) {
  MW_REQUIRE(work.speed <= 1);
  if (auto refusal = refusalOfSpeed(work.speed)) return *refusal;
  return TaughtPlanner(inverse, gripper, programme, work).plan(start_rad);
}

}  // namespace mw::motion
