// SPDX-License-Identifier: Apache-2.0
#include <QtTest>
#include <cmath>
#include <numbers>

#include "core/motion/arm/arm_presets.h"
#include "core/motion/cycle/pick_place_run.h"
#include "core/motion/program/taught_plan.h"
#include "tests/core/motion/arm/preset_rows.h"
#include "tests/support/near.h"

using namespace mw;
using namespace mw::motion;
using Action = PickPlacePlan::Action;
using Kind = ProgrammeStep::Kind;

namespace {

constexpr double kRounding = 1e-12;
constexpr double kDegree = std::numbers::pi / 180;

/// An arm with its gripper on and a pick and place taught by hand: over the part, straight down, up, over, down, up.
struct Taught {
  explicit Taught(std::string_view name) : mounted(withGripper(presetArm(name), gripper)), inverse(mounted) {
    JointVector near = (lowerLimits_rad(mounted) + upperLimits_rad(mounted)) / 2;
    const auto record = [&](const char* pose, const Eigen::Vector3d& tip_m, double yaw_rad) {
      const InverseResult found = inverse.solve(pointingDown(tip_m, yaw_rad), near);
      QVERIFY2(found.reaches(), inverseReason(mounted, found).c_str());
      programme.poses.push_back({pose, near = found.q_rad});
    };
    record("above the part", {0.3, -0.25, 0.25}, 0.3);
    record("at the part", {0.3, -0.25, 0.15}, 0.3);
    near = programme.poses[0].q_rad;
    record("above the place", {0.3, 0.25, 0.25}, -0.5);
    record("at the place", {0.3, 0.25, 0.151}, -0.5);
    programme.steps = {{Kind::MoveJoints, "above the part", 1, 0},
                       {Kind::MoveLine, "at the part", 1, 0},
                       {Kind::Grip, "", 1, 0},
                       {Kind::MoveLine, "above the part", 1, 0},
                       {Kind::MoveJoints, "above the place", 1, 0},
                       {Kind::MoveLine, "at the place", 1, 0},
                       {Kind::Release, "", 1, 0},
                       {Kind::Wait, "", 1, 0.15},
                       {Kind::MoveLine, "above the place", 1, 0}};
  }

  PickPlacePlan plan(const TaughtWork& work = {}) {
    return planTaught(inverse, gripper, programme, taughtEnd(programme).value(), work);
  }

  Gripper gripper;
  Arm mounted;
  InverseKinematics inverse;
  RobotProgramme programme;
};

/// Soonest time from rest to rest over a distance that is long enough for full speed and full acceleration.
double profile_s(double distance, const RateLimits& limits) {
  return std::abs(distance) / limits.speed + limits.speed / limits.acceleration + limits.acceleration / limits.jerk;
}

}  // namespace

class TestTaughtPlan : public QObject {
  Q_OBJECT
 private slots:
  void stepsAreThoseOfTheProgramme();
  void lastsAsTheProfilesSay();
  void speedsMultiply();
  void cyclesFollowOnEachOther();
  void fastLineIsTakenMoreSlowly();
  void beyondTheRangeIsSaid();
  void lineThroughTheColumnIsSaid();
  void otherPostureIsSaid();
  void lineThroughASingularPostureIsSaid();
  void tooHeavyIsSaid();
  void noSpeedIsSaid();
  void carriesThePart_data() { mw::test::presetRows(); }
  void carriesThePart();
};

void TestTaughtPlan::stepsAreThoseOfTheProgramme() {
  Taught taught("agile-6kg");
  const PickPlacePlan plan = taught.plan();
  QVERIFY2(plan.status == PlanStatus::Ok, plan.reason.c_str());
  QCOMPARE(plan.failed_step, -1);
  QCOMPARE(plan.steps.size(), taught.programme.steps.size());
  JointVector stands = plan.start_rad;
  double total_s = 0;
  for (std::size_t i = 0; i < plan.steps.size(); ++i) {
    const PickPlacePlan::Step& step = plan.steps[i];
    QVERIFY(step.motion->at(0).q_rad == stands);
    stands = step.motion->at(step.motion->duration_s()).q_rad;
    total_s += step.motion->duration_s() + step.wait_s;
    const ProgrammeStep& said = taught.programme.steps[i];
    if (!said.isMove()) QCOMPARE(step.motion->duration_s(), 0.0);
    if (!said.isMove()) continue;
    // Lines end where inverse kinematics puts them, within 1e-8 m of the recorded pose.
    const PoseDifference off = differenceOf(flangePose(taught.mounted, stands),
                                            flangePose(taught.mounted, taught.programme.findPose(said.to)->q_rad));
    QVERIFY(off.position_m <= kInversePosition_m && off.rotation_rad <= kInverseRotation_rad);
  }
  QVERIFY(plan.steps[2].action == Action::Grip && plan.steps[6].action == Action::Release);
  MW_NEAR(plan.steps[7].wait_s, 0.15, 0, 0);
  MW_NEAR(plan.duration_s, total_s, kRounding, 0);
}

void TestTaughtPlan::lastsAsTheProfilesSay() {
  Taught taught("cobot-5kg");
  taught.gripper.grip_s = 0.4;
  const TaughtWork slow{1, 0, {{0.05, 0.5, 10}, {1, 5, 50}}};
  JointVector start = taught.programme.poses[0].q_rad;
  start[0] -= 120 * kDegree;
  const PickPlacePlan plan = planTaught(taught.inverse, taught.gripper, taught.programme, start, slow);
  QVERIFY2(plan.status == PlanStatus::Ok, plan.reason.c_str());
  const ArmJoint& first = taught.mounted.joints[0];
  MW_NEAR(plan.steps[0].motion->duration_s(),
          profile_s(120 * kDegree, {first.speed_radps, first.acceleration_radps2, first.jerk_radps3}), kRounding, 0);
  // Down by 0.1 m with the tip at 0.05 m/s; the profile is exact, the way is as exact as inverse kinematics.
  MW_NEAR(plan.steps[1].motion->duration_s(), profile_s(0.1, slow.line.tip), 1e-6, 0);
  MW_NEAR(plan.steps[2].wait_s, 0.4, 0, 0);
  MW_NEAR(plan.steps[6].wait_s, taught.gripper.release_s, 0, 0);
}

void TestTaughtPlan::speedsMultiply() {
  Taught taught("cobot-5kg");
  const TaughtWork slow{1, 0, {{0.05, 0.5, 10}, {1, 5, 50}}};
  const PickPlacePlan full = taught.plan(slow);
  taught.programme.steps[1].speed = 0.5;
  TaughtWork half = slow;
  half.speed = 0.5;
  const PickPlacePlan slower = taught.plan(half);
  QVERIFY(full.status == PlanStatus::Ok && slower.status == PlanStatus::Ok);
  for (std::size_t i = 0; i < full.steps.size(); ++i) {
    const double factor = i == 1 ? 4 : 2;
    MW_NEAR(slower.steps[i].motion->duration_s(), factor * full.steps[i].motion->duration_s(), 1e-6, 0);
    MW_NEAR(slower.steps[i].wait_s, full.steps[i].wait_s, 0, 0);
  }
}

void TestTaughtPlan::cyclesFollowOnEachOther() {
  Taught taught("compact-3kg");
  const PickPlacePlan first = taught.plan();
  QVERIFY2(first.status == PlanStatus::Ok, first.reason.c_str());
  const PickPlacePlan second = planTaught(taught.inverse, taught.gripper, taught.programme, first.end_rad);
  // The end of a line is the recorded pose but for inverse kinematics, and so is the time of the next cycle.
  MW_NEAR(second.duration_s, first.duration_s, 1e-6, 0);
  QVERIFY((second.end_rad - first.end_rad).cwiseAbs().maxCoeff() < 1e-5);
  RobotProgramme still;
  still.steps = {{Kind::Wait, "", 1, 1}};
  QVERIFY(!taughtEnd(still).has_value());
}

void TestTaughtPlan::fastLineIsTakenMoreSlowly() {
  Taught taught("cobot-5kg");
  const TaughtWork fast{1, 0, {{20, 800, 1e5}, {100, 1000, 1e5}}};
  const PickPlacePlan plan = taught.plan(fast);
  QVERIFY2(plan.status == PlanStatus::Ok, plan.reason.c_str());
  const ArmMotion& down = *plan.steps[1].motion;
  QVERIFY(down.duration_s() > profile_s(0.1, {20, 800, 1e5}));
  double most = 0;
  for (int k = 0; k <= 1000; ++k) {
    const JointVector speed = down.at(down.duration_s() * k / 1000).speed_radps;
    for (int i = 0; i < kArmJoints; ++i)
      most = std::max(most, std::abs(speed[i]) / taught.mounted.joints[static_cast<std::size_t>(i)].speed_radps);
  }
  // Speeds at the samples hold exactly; the cubics between samples 1/240 s apart may pass them by a little.
  QVERIFY2(most <= 1.02, qPrintable(QString::number(most)));
}

void TestTaughtPlan::beyondTheRangeIsSaid() {
  Taught taught("agile-6kg");
  taught.programme.poses[1].q_rad[2] = taught.mounted.joints[2].upper_rad + 4 * kDegree;
  const PickPlacePlan plan = taught.plan();
  QVERIFY(plan.status == PlanStatus::Unreachable && plan.steps.empty());
  QCOMPARE(plan.failed_step, 1);
  QCOMPARE(plan.reason, std::string("step 2, to \"at the part\": axis 3 stands 4.0 deg beyond its range"));
  taught.programme.poses[1].q_rad = taught.programme.poses[0].q_rad;
  taught.programme.poses[1].q_rad[0] = taught.mounted.joints[0].upper_rad;
  taught.programme.steps = {{Kind::MoveJoints, "at the part", 1, 0}};
  QVERIFY(taught.plan().status == PlanStatus::Ok);
}

void TestTaughtPlan::lineThroughTheColumnIsSaid() {
  Taught taught("cobot-5kg");
  // The first joint half a turn on: the straight line goes through the arm's own column, where the tip cannot be.
  JointVector behind = taught.programme.poses[0].q_rad;
  behind[0] += 180 * kDegree;
  taught.programme.poses.push_back({"behind", behind});
  taught.programme.steps = {{Kind::MoveJoints, "above the part", 1, 0}, {Kind::MoveLine, "behind", 1, 0}};
  const PickPlacePlan plan = taught.plan();
  QVERIFY(plan.status == PlanStatus::Unreachable);
  QCOMPARE(plan.failed_step, 1);
  QVERIFY2(
      plan.reason.starts_with("step 2, to \"behind\": ") && plan.reason.find("along the line") != std::string::npos,
      plan.reason.c_str());
}

void TestTaughtPlan::otherPostureIsSaid() {
  Taught taught("agile-6kg");
  // A spherical wrist folded over brings the tool to the same place.
  JointVector& at = taught.programme.poses[1].q_rad;
  const Eigen::Isometry3d before = flangePose(taught.mounted, at);
  at[3] += at[3] > 0 ? -180 * kDegree : 180 * kDegree;
  at[4] = -at[4];
  at[5] += at[5] > 0 ? -180 * kDegree : 180 * kDegree;
  QVERIFY(differenceOf(flangePose(taught.mounted, at), before).position_m < 1e-9);
  const PickPlacePlan plan = taught.plan();
  QVERIFY(plan.status == PlanStatus::Unreachable);
  QCOMPARE(plan.failed_step, 1);
  QVERIFY2(plan.reason.find("ends in another posture than the recorded one") != std::string::npos, plan.reason.c_str());
  taught.programme.steps[1].kind = Kind::MoveJoints;
  taught.programme.steps[3].kind = Kind::MoveJoints;
  QVERIFY(taught.plan().status == PlanStatus::Ok);
}

void TestTaughtPlan::lineThroughASingularPostureIsSaid() {
  Taught taught("agile-6kg");
  // Straight over the axis of the first joint, which would have to turn half a turn at once.
  JointVector near = taught.programme.poses[0].q_rad;
  const InverseResult left = taught.inverse.solve(pointingDown({0, 0.3, 0.6}, 0), near);
  const InverseResult right = taught.inverse.solve(pointingDown({0, -0.3, 0.6}, 0), near);
  QVERIFY(left.reaches() && right.reaches());
  taught.programme.poses = {{"left", left.q_rad}, {"right", right.q_rad}};
  taught.programme.steps = {{Kind::MoveJoints, "left", 1, 0}, {Kind::MoveLine, "right", 1, 0}};
  const PickPlacePlan plan = taught.plan();
  qInfo("%s", plan.reason.c_str());
  QVERIFY(plan.status == PlanStatus::Unreachable);
  QCOMPARE(plan.failed_step, 1);
}

void TestTaughtPlan::tooHeavyIsSaid() {
  Taught taught("compact-3kg");
  const PickPlacePlan plan = taught.plan({1, 2.5, {}});
  QVERIFY(plan.status == PlanStatus::TooHeavy);
  QCOMPARE(plan.failed_step, 2);
  QCOMPARE(plan.reason, std::string("the part weighs 2.5 kg, 0.5 kg more than the arm lifts beside its gripper"));
}

void TestTaughtPlan::noSpeedIsSaid() {
  Taught taught("compact-3kg");
  const PickPlacePlan plan = taught.plan({0, 0, {}});
  QVERIFY(plan.status == PlanStatus::Unreachable);
  QVERIFY(plan.reason.find("speed above 0") != std::string::npos);
}

void TestTaughtPlan::carriesThePart() {
  QFETCH(QString, name);
  Taught taught(name.toStdString());
  QCOMPARE(pickPlaceGap(taught.programme), std::string());
  const PickPlacePlan plan = taught.plan({1, taught.mounted.payload_kg, {}});
  QVERIFY2(plan.status == PlanStatus::Ok, plan.reason.c_str());
  PickPlaceProgramme parts;
  parts.part_mass_kg = taught.mounted.payload_kg;
  parts.pick = {{0.3, -0.25, 0.15}, 0.3};
  parts.place = {{0.3, 0.25, 0.15}, -0.5};
  const PickPlaceRun run = runPickPlace(taught.mounted, taught.gripper, parts, plan);
  qInfo("%s: %.3f s of %.3f s planned, tracking %.1e rad", qPrintable(name), run.cycle_s, plan.duration_s,
        run.most_tracking_rad);
  QVERIFY(run.status == RunStatus::Placed);
  // Let go a millimetre above its place, it comes to lie there; it may slide by as much.
  QVERIFY(run.place_error_m < 3e-3);
  // The arm settles before it grips, before it releases and at the end; the cycle ends on a whole step.
  MW_NEAR(run.cycle_s, plan.duration_s + run.settling_s, kArmStep_s, 0);
}

QTEST_APPLESS_MAIN(TestTaughtPlan)
#include "tst_taught_plan.moc"
