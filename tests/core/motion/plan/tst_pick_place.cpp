// SPDX-License-Identifier: Apache-2.0
#include <QtTest>

#include "core/motion/arm/arm_presets.h"
#include "core/motion/plan/pick_place.h"
#include "tests/core/motion/arm/preset_rows.h"
#include "tests/support/near.h"

using namespace mw;
using namespace mw::motion;

namespace {

PickPlaceProgramme table() {
  PickPlaceProgramme programme;
  programme.pick = {{0.35, -0.2, 0.15}, 0.3};
  programme.place = {{0.35, 0.2, 0.15}, -0.5};
  return programme;
}

}  // namespace

class TestPickPlace : public QObject {
  Q_OBJECT
 private slots:
  void visitsItsPoses();
  void standsReadyWithItsElbowUp_data() { mw::test::presetRows(); }
  void standsReadyWithItsElbowUp();
  void lastsAsItsMotionsAndWaits();
  void speedStretchesMotionsOnly();
  void outOfReachIsSaid();
  void tooHeavyIsSaid();
  void gripperHeavierThanThePayloadIsRefused();
};

void TestPickPlace::visitsItsPoses() {
  for (const std::string_view name : armPresetNames()) {
    const Gripper gripper;
    const Arm mounted = withGripper(presetArm(name), gripper);
    InverseKinematics inverse(mounted);
    const PickPlaceProgramme programme = table();
    const InverseResult ready = readyPosture(inverse, programme);
    QVERIFY2(ready.reaches(), inverseReason(mounted, ready).c_str());
    const PickPlacePlan plan = planPickPlace(inverse, gripper, programme, ready.q_rad);
    QVERIFY2(plan.status == PlanStatus::Ok, plan.reason.c_str());
    QCOMPARE(plan.steps.size(), std::size_t(6));
    const std::array<Eigen::Isometry3d, 6> wanted = {
        pointingDown({0.35, -0.2, 0.25}, 0.3),  pointingDown({0.35, -0.2, 0.15}, 0.3),
        pointingDown({0.35, -0.2, 0.25}, 0.3),  pointingDown({0.35, 0.2, 0.25}, -0.5),
        pointingDown({0.35, 0.2, 0.151}, -0.5), pointingDown({0.35, 0.2, 0.25}, -0.5)};
    JointVector stands = plan.start_rad;
    for (std::size_t i = 0; i < wanted.size(); ++i) {
      const ArmMotion& motion = *plan.steps[i].motion;
      QVERIFY(motion.at(0).q_rad == stands);
      stands = motion.at(motion.duration_s()).q_rad;
      const PoseDifference off = differenceOf(flangePose(mounted, stands), wanted[i]);
      QVERIFY(off.position_m <= kInversePosition_m && off.rotation_rad <= kInverseRotation_rad);
    }
    QVERIFY(stands == plan.end_rad);
    // Down and up again, no joint turns far: the arm stays on its branch.
    for (std::size_t i : {1U, 2U, 4U, 5U}) {
      const ArmMotion& motion = *plan.steps[i].motion;
      QVERIFY((motion.at(1e9).q_rad - motion.at(0).q_rad).cwiseAbs().maxCoeff() < 1);
    }
  }
}

void TestPickPlace::standsReadyWithItsElbowUp() {
  QFETCH(QString, name);
  const Arm mounted = withGripper(presetArm(name.toStdString()), Gripper());
  InverseKinematics inverse(mounted);
  for (const double yaw_rad : {-2.0, -1.0, 0.0, 1.0, 2.0}) {
    const Eigen::Vector3d top_m =
        Eigen::AngleAxisd(yaw_rad, Eigen::Vector3d::UnitZ()) * Eigen::Vector3d(0.35, 0.1, 0.2);
    const InverseResult ready = elbowUpPosture(inverse, pointingDown(top_m, yaw_rad));
    QVERIFY2(ready.reaches(), inverseReason(mounted, ready).c_str());
    const auto frames = framesAt(mounted, ready.q_rad);
    const Eigen::Vector3d shoulder_m = frames[1].translation();
    const Eigen::Vector3d elbow_m = frames[2].translation();
    const Eigen::Vector3d wrist_m = frames[4].translation();
    // Over the middle of the straight way from the shoulder to the wrist.
    QVERIFY2(elbow_m.z() > (shoulder_m.z() + wrist_m.z()) / 2, qPrintable(QString::number(yaw_rad)));
  }
}

void TestPickPlace::lastsAsItsMotionsAndWaits() {
  Gripper gripper;
  gripper.grip_s = 0.4;
  gripper.release_s = 0.25;
  const Arm mounted = withGripper(presetArm("agile-6kg"), gripper);
  InverseKinematics inverse(mounted);
  const JointVector ready = readyPosture(inverse, table()).q_rad;
  const PickPlacePlan plan = planPickPlace(inverse, gripper, table(), ready);
  double total_s = 0.4 + 0.25;
  for (const PickPlacePlan::Step& step : plan.steps) total_s += step.motion->duration_s();
  MW_NEAR(plan.duration_s, total_s, 1e-12, 0);
  QVERIFY(plan.steps[1].action == PickPlacePlan::Action::Grip);
  QVERIFY(plan.steps[4].action == PickPlacePlan::Action::Release);
}

void TestPickPlace::speedStretchesMotionsOnly() {
  const Gripper gripper;
  const Arm mounted = withGripper(presetArm("compact-3kg"), gripper);
  InverseKinematics inverse(mounted);
  PickPlaceProgramme programme = table();
  const JointVector ready = readyPosture(inverse, programme).q_rad;
  const double full_s = planPickPlace(inverse, gripper, programme, ready).duration_s;
  programme.speed = 0.5;
  const double half_s = planPickPlace(inverse, gripper, programme, ready).duration_s;
  const double waits_s = gripper.grip_s + gripper.release_s;
  MW_NEAR(half_s - waits_s, 2 * (full_s - waits_s), 1e-9, 0);
}

void TestPickPlace::outOfReachIsSaid() {
  const Gripper gripper;
  const Arm mounted = withGripper(presetArm("compact-3kg"), gripper);
  InverseKinematics inverse(mounted);
  PickPlaceProgramme programme = table();
  const JointVector ready = readyPosture(inverse, programme).q_rad;
  programme.pick.top_m.x() = 1.5;
  const PickPlacePlan plan = planPickPlace(inverse, gripper, programme, ready);
  QVERIFY(plan.status == PlanStatus::Unreachable);
  QVERIFY(plan.steps.empty());
  QVERIFY2(plan.reason.starts_with("above the part: out of reach"), plan.reason.c_str());
}

void TestPickPlace::tooHeavyIsSaid() {
  const Gripper gripper;
  const Arm mounted = withGripper(presetArm("compact-3kg"), gripper);
  InverseKinematics inverse(mounted);
  PickPlaceProgramme programme = table();
  programme.part_mass_kg = 2.5;
  const PickPlacePlan plan = planPickPlace(inverse, gripper, programme, JointVector::Zero());
  QVERIFY(plan.status == PlanStatus::TooHeavy);
  QCOMPARE(QString::fromStdString(plan.reason),
           QString("the part weighs 2.5 kg, 0.5 kg more than the arm lifts beside its gripper"));
}

void TestPickPlace::gripperHeavierThanThePayloadIsRefused() {
  Gripper gripper;
  gripper.mass_kg = 3;
  QVERIFY_THROWS_EXCEPTION(InputError, (void)withGripper(presetArm("compact-3kg"), gripper));
}

QTEST_APPLESS_MAIN(TestPickPlace)
#include "tst_pick_place.moc"
