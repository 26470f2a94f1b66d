// SPDX-License-Identifier: Apache-2.0
#include <QtTest>
#include <cmath>

#include "core/motion/arm/arm_presets.h"
#include "core/motion/plan/line_move.h"
#include "tests/core/motion/arm/preset_rows.h"
#include "tests/support/near.h"

using namespace mw;
using namespace mw::motion;

namespace {

constexpr double kRounding = 1e-12;

/// A posture with the flange pointing down in front of the arm.
JointVector postureAt(InverseKinematics& inverse, const Eigen::Vector3d& position_m) {
  JointVector near;
  near << 0, -1, 1.2, 0, 1.2, 0;
  return inverse.solve(pointingDown(position_m, 0), near).q_rad;
}

}  // namespace

class TestLineMove : public QObject {
  Q_OBJECT
 private slots:
  void staysOnTheLine_data() { mw::test::presetRows(); }
  void staysOnTheLine();
  void lastsAsItsProfile();
  void turnsOnTheSpot();
  void leavesTheReach();
  void tooFastSaysHowMuchSlower();
  void passesTheFirstAxis_data();
  void passesTheFirstAxis();
  void noWayLastsNoTime();
};

void TestLineMove::staysOnTheLine() {
  QFETCH(QString, name);
  const Arm arm = presetArm(name.toStdString());
  InverseKinematics inverse(arm);
  const Eigen::Vector3d a(0.35, -0.15, 0.3);
  const Eigen::Vector3d b(0.35, 0.15, 0.2);
  const JointVector from = postureAt(inverse, a);
  const LineLimits slow{{0.2, 1, 10}, {1, 5, 50}};
  const LineResult line = planLine(inverse, from, pointingDown(b, 0.4), slow);
  QVERIFY2(line.status == LineStatus::Ok, qPrintable(QString::number(line.slow_down)));
  const LineMove& move = *line.move;
  const Eigen::Vector3d along = (b - a).normalized();
  ArmSetpoint before = move.at(0);
  for (int k = 0; k <= 997; ++k) {
    const double t = move.duration_s() * k / 997;
    const ArmSetpoint now = move.at(t);
    const Eigen::Isometry3d X_BF = flangePose(arm, now.q_rad);
    const Eigen::Vector3d off = X_BF.translation() - a;
    // Cubics between samples 1/240 s apart: h^4 / 384 of a fourth derivative of some 100 rad/s4, far below a micron.
    QVERIFY((off - along * off.dot(along)).norm() < 1e-6);
    QVERIFY(std::abs(X_BF.linear()(2, 2) + 1) < 1e-9);  // still pointing down
    // The speed of the tip, by the joints' speeds.
    const double tip_mps = (flangeJacobian(arm, now.q_rad) * now.speed_radps).head<3>().norm();
    QVERIFY(tip_mps < 0.2 * (1 + 1e-4));
    for (int i = 0; i < kArmJoints; ++i)
      QVERIFY(std::abs(now.speed_radps[i]) <= arm.joints[static_cast<std::size_t>(i)].speed_radps);
    before = now;
  }
  const PoseDifference end = differenceOf(flangePose(arm, move.at(move.duration_s()).q_rad), pointingDown(b, 0.4));
  QVERIFY(end.position_m <= kInversePosition_m && end.rotation_rad <= kInverseRotation_rad);
}

void TestLineMove::lastsAsItsProfile() {
  const Arm arm = presetArm("cobot-5kg");
  InverseKinematics inverse(arm);
  const JointVector from = postureAt(inverse, {0.4, 0, 0.3});
  const LineLimits slow{{0.1, 1, 10}, {1, 5, 50}};
  const LineResult line = planLine(inverse, from, pointingDown({0.4, 0.2, 0.3}, 0), slow);
  QVERIFY(line.status == LineStatus::Ok);
  // D/V + V/A + A/J
  MW_NEAR(line.move->duration_s(), 0.2 / 0.1 + 0.1 / 1 + 1.0 / 10, 1e-6, 0);
  const LineResult half = planLine(inverse, from, pointingDown({0.4, 0.2, 0.3}, 0), slow, 0.5);
  MW_NEAR(half.move->duration_s(), 2 * line.move->duration_s(), kRounding, 0);
}

void TestLineMove::turnsOnTheSpot() {
  const Arm arm = presetArm("agile-6kg");
  InverseKinematics inverse(arm);
  const Eigen::Vector3d a(0.5, 0, 0.3);
  const JointVector from = postureAt(inverse, a);
  const LineLimits slow{{0.1, 1, 10}, {0.5, 5, 50}};
  const LineResult line = planLine(inverse, from, pointingDown(a, 1), slow);
  QVERIFY(line.status == LineStatus::Ok);
  MW_NEAR(line.move->duration_s(), 1 / 0.5 + 0.5 / 5 + 5.0 / 50, 1e-6, 0);
  // About the vertical the last axis alone turns.
  const JointVector turned = line.move->at(1e9).q_rad - from;
  QVERIFY(turned.head<5>().cwiseAbs().maxCoeff() < 1e-6);
  MW_NEAR(std::abs(turned[5]), 1, 0, 1e-6);
}

void TestLineMove::leavesTheReach() {
  const Arm arm = presetArm("compact-3kg");
  InverseKinematics inverse(arm);
  const JointVector from = postureAt(inverse, {0.35, 0, 0.2});
  const LineResult line = planLine(inverse, from, pointingDown({0.95, 0, 0.2}, 0), {});
  QVERIFY(line.status == LineStatus::Unreachable);
  QVERIFY(!line.move);
  // Somewhere before the wrist is as far out as both links are long: 0.58 m at this height.
  QVERIFY2(line.at_share > 0.1 && line.at_share < 0.45, qPrintable(QString::number(line.at_share)));
  QVERIFY(!line.inverse.reaches());
}

void TestLineMove::tooFastSaysHowMuchSlower() {
  const Arm arm = presetArm("cobot-5kg");
  InverseKinematics inverse(arm);
  const JointVector from = postureAt(inverse, {0.4, -0.2, 0.3});
  const Eigen::Isometry3d to = pointingDown({0.4, 0.2, 0.3}, 0);
  const LineLimits fast{{5, 50, 1000}, {10, 100, 2000}};
  const LineResult line = planLine(inverse, from, to, fast);
  QVERIFY(line.status == LineStatus::TooFast);
  QVERIFY(line.slow_down > 1);
  QVERIFY(line.joint >= 0);
  // Taken that much slower it fits; the samples then lie elsewhere, so leave a little.
  const LineResult slower = planLine(inverse, from, to, fast, 1 / (line.slow_down * 1.02));
  QVERIFY2(slower.status == LineStatus::Ok, qPrintable(QString::number(slower.slow_down)));
  QVERIFY(planLine(inverse, from, to, fast, 1 / (line.slow_down * 0.95)).status == LineStatus::TooFast);
}

void TestLineMove::passesTheFirstAxis_data() {
  QTest::addColumn<double>("beside_m");
  QTest::addColumn<int>("status");
  QTest::newRow("far enough") << 0.05 << int(LineStatus::Ok);
  QTest::newRow("near") << 0.01 << int(LineStatus::TooFast);
  QTest::newRow("very near") << 0.002 << int(LineStatus::TooFast);
  QTest::newRow("through it") << 0.0 << int(LineStatus::BranchJump);
}

/// Where the tip passes the first axis at a distance d with speed v, that joint must turn with v / d: on the axis
/// itself the posture is singular, and behind it the arm would have to stand the other way round.
void TestLineMove::passesTheFirstAxis() {
  QFETCH(double, beside_m);
  QFETCH(int, status);
  const Arm arm = presetArm("compact-3kg");
  InverseKinematics inverse(arm);
  const JointVector from = postureAt(inverse, {beside_m, -0.3, 0.4});
  constexpr double kSpeed_mps = 0.2;
  const LineResult line =
      planLine(inverse, from, pointingDown({beside_m, 0.3, 0.4}, 0), {{kSpeed_mps, 1, 10}, {1, 5, 50}});
  QCOMPARE(int(line.status), status);
  QCOMPARE(line.move.has_value(), line.status == LineStatus::Ok);
  if (line.status == LineStatus::TooFast) {
    QCOMPARE(line.joint, 0);
    // Samples lie 0.8 mm apart on this line: the nearest one to the axis is 0.4 mm off at most, a share of 0.0014.
    MW_NEAR(line.at_share, 0.5, 0, 0.003);
    const double needed = kSpeed_mps / beside_m / arm.joints[0].speed_radps;
    // The distance of the nearest sample is at most sqrt(d^2 + (0.4 mm)^2): 2 % more than d where d is 2 mm.
    QVERIFY2(line.slow_down >= needed * 0.98, qPrintable(QString::number(line.slow_down / needed)));
  }
  if (line.status != LineStatus::BranchJump) return;
  QVERIFY2(line.at_share >= 0.5 && line.at_share < 0.6, qPrintable(QString::number(line.at_share)));
  QVERIFY(line.joint >= 0);
  QVERIFY(line.jump_rad > 1);
}

void TestLineMove::noWayLastsNoTime() {
  const Arm arm = presetArm("cobot-5kg");
  InverseKinematics inverse(arm);
  const JointVector from = postureAt(inverse, {0.4, 0, 0.3});
  const LineResult line = planLine(inverse, from, flangePose(arm, from), {});
  QVERIFY(line.status == LineStatus::Ok);
  MW_NEAR(line.move->duration_s(), 0, 0, 0);
  QVERIFY((line.move->at(1).q_rad - from).cwiseAbs().maxCoeff() < 1e-6);
}

QTEST_APPLESS_MAIN(TestLineMove)
#include "tst_line_move.moc"
