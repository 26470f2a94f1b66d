// SPDX-License-Identifier: Apache-2.0
#include <QtTest>
#include <thread>

#include "core/motion/arm/arm_presets.h"
#include "core/motion/cycle/pick_place_run.h"
#include "tests/core/motion/arm/preset_rows.h"
#include "tests/support/near.h"

using namespace mw;
using namespace mw::motion;

namespace {

struct Cell {
  Arm mounted;
  Gripper gripper;
  PickPlaceProgramme programme;
  PickPlacePlan plan;
};

/// From one side of the arm to the other, at full speed, with the heaviest part.
Cell cellOf(std::string_view name, const Gripper& gripper = {}, double speed = 1) {
  Cell cell;
  cell.gripper = gripper;
  cell.mounted = withGripper(presetArm(name), gripper);
  cell.programme.part_mass_kg = cell.mounted.payload_kg;
  cell.programme.pick = {{0.3, -0.25, 0.15}, 0.3};
  cell.programme.place = {{0.3, 0.25, 0.15}, -0.5};
  cell.programme.speed = speed;
  InverseKinematics inverse(cell.mounted);
  cell.plan = planPickPlace(inverse, gripper, cell.programme, readyPosture(inverse, cell.programme).q_rad);
  return cell;
}

PickPlaceRun runOf(const Cell& cell) {
  return runPickPlace(cell.mounted, cell.gripper, cell.programme, cell.plan);
}

}  // namespace

class TestPickPlaceRun : public QObject {
  Q_OBJECT
 private slots:
  void followsAtFullSpeedWithFullLoad_data() { mw::test::presetRows(); }
  void followsAtFullSpeedWithFullLoad();
  void lastsAsPlanned_data() { mw::test::presetRows(); }
  void lastsAsPlanned();
  void sameBits();
  void slowGripperLosesThePart();
  void tellsWhereThePartCameToLie_data();
  void tellsWhereThePartCameToLie();
};

void TestPickPlaceRun::followsAtFullSpeedWithFullLoad() {
  QFETCH(QString, name);
  const Cell cell = cellOf(name.toStdString());
  QVERIFY2(cell.plan.status == PlanStatus::Ok, cell.plan.reason.c_str());
  const PickPlaceRun run = runOf(cell);
  qInfo("%s: %.3f s, tracking %.2e rad, settling %.4f s, force %.1f N, work %.1f J, place error %.2e m",
        qPrintable(name), run.cycle_s, run.most_tracking_rad, run.settling_s, run.most_force_n, run.drive_work_j,
        run.place_error_m);
  QVERIFY(run.status == RunStatus::Placed);
  // What the requirement asks of the drives: 2 mrad, 2 mm at the end of an arm of 1 m.
  QVERIFY2(run.most_tracking_rad <= 2e-3, qPrintable(QString::number(run.most_tracking_rad)));
  for (int i = 0; i < kArmJoints; ++i)
    QVERIFY(run.most_torque_nm[i] <= cell.mounted.joints[static_cast<std::size_t>(i)].torque_nm * (1 + 1e-9));
  // Held by its weight at least, and more where it is accelerated.
  QVERIFY(run.most_force_n > cell.programme.part_mass_kg * 9.80665);
  QVERIFY(run.drive_work_j > 0);
  // Let go a millimetre above its place, it comes to lie there; it may slide by as much.
  QVERIFY2(run.place_error_m < 3e-3, qPrintable(QString::number(run.place_error_m)));
}

void TestPickPlaceRun::lastsAsPlanned() {
  QFETCH(QString, name);
  const Cell cell = cellOf(name.toStdString());
  const PickPlaceRun run = runOf(cell);
  // Whole steps, and what the arm waited to stand still; that wait is whole steps too, from a step's end.
  QVERIFY(run.cycle_s >= cell.plan.duration_s - 1e-9);
  QVERIFY2(run.cycle_s - run.settling_s - cell.plan.duration_s <= 2 * kArmStep_s,
           qPrintable(QString::number((run.cycle_s - run.settling_s - cell.plan.duration_s) / kArmStep_s)));
  QVERIFY2(run.settling_s <= 0.1, qPrintable(QString::number(run.settling_s)));
}

void TestPickPlaceRun::sameBits() {
  const Cell cell = cellOf("agile-6kg");
  const PickPlaceRun first = runOf(cell);
  const PickPlaceRun again = runOf(cell);
  QCOMPARE(again.digest, first.digest);
  std::array<PickPlaceRun, 2> beside;
  std::thread a([&] { beside[0] = runOf(cellOf("agile-6kg")); });
  std::thread b([&] { beside[1] = runOf(cellOf("agile-6kg")); });
  a.join();
  b.join();
  QCOMPARE(beside[0].digest, first.digest);
  QCOMPARE(beside[1].digest, first.digest);
  const Cell slower = cellOf("agile-6kg", {}, 0.5);
  QVERIFY(runOf(slower).digest != first.digest);
}

void TestPickPlaceRun::slowGripperLosesThePart() {
  const PickPlaceRun free = runOf(cellOf("agile-6kg"));
  Gripper weak;
  weak.hold_n = (free.most_force_n + 5 * 9.80665) / 2;
  QVERIFY(runOf(cellOf("agile-6kg", weak)).status == RunStatus::Dropped);
  QVERIFY(runOf(cellOf("agile-6kg", weak, 0.1)).status == RunStatus::Placed);
}

void TestPickPlaceRun::tellsWhereThePartCameToLie_data() {
  QTest::addColumn<double>("off_along_m");
  QTest::addColumn<double>("off_up_m");
  QTest::addColumn<int>("status");
  QTest::newRow("as planned") << 0.0 << 0.0 << int(RunStatus::Placed);
  QTest::newRow("a little off") << 0.008 << 0.0 << int(RunStatus::Placed);
  QTest::newRow("off") << 0.015 << 0.0 << int(RunStatus::Misplaced);
  QTest::newRow("just held") << 0.0195 << 0.0 << int(RunStatus::Misplaced);
  QTest::newRow("beside it") << 0.0205 << 0.0 << int(RunStatus::Missed);
  QTest::newRow("below the tip") << 0.0 << -0.03 << int(RunStatus::Missed);
}

/// The arm goes where it was taught to, the part lies elsewhere.
void TestPickPlaceRun::tellsWhereThePartCameToLie() {
  QFETCH(double, off_along_m);
  QFETCH(double, off_up_m);
  QFETCH(int, status);
  Cell cell = cellOf("agile-6kg");
  const double yaw_rad = cell.programme.pick.yaw_rad;
  cell.programme.pick.top_m +=
      Eigen::Vector3d(off_along_m * std::cos(yaw_rad), off_along_m * std::sin(yaw_rad), off_up_m);
  const PickPlaceRun run = runOf(cell);
  QCOMPARE(int(run.status), status);
  if (run.status == RunStatus::Missed) return;
  // It keeps its offset in the gripper; 2 mm as where it is gripped in its middle.
  MW_NEAR(run.place_error_m, off_along_m, 0, 3e-3);
  QVERIFY2(run.lean_rad < 0.02, qPrintable(QString::number(run.lean_rad)));
}

QTEST_APPLESS_MAIN(TestPickPlaceRun)
#include "tst_pick_place_run.moc"
