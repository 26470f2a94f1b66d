// SPDX-License-Identifier: Apache-2.0
#include <QtTest>
#include <cmath>
#include <numbers>

#include "core/base/random_stream.h"
#include "core/motion/arm/arm_presets.h"
#include "core/motion/program/jog.h"
#include "core/motion/program/reach_envelope.h"
#include "tests/core/motion/arm/preset_rows.h"
#include "tests/support/near.h"

using namespace mw;
using namespace mw::motion;

namespace {

constexpr double kDegree = std::numbers::pi / 180;

/// A posture with the flange pointing down in front of the arm.
JointVector infront(InverseKinematics& inverse) {
  JointVector near;
  near << 0, -1, 1.2, 0, 1.2, 0;
  return inverse.solve(pointingDown({0.35, 0.1, 0.3}, 0.4), near).q_rad;
}

}  // namespace

class TestJog : public QObject {
  Q_OBJECT
 private slots:
  void movesAlongItsFrame_data() { mw::test::presetRows(); }
  void movesAlongItsFrame();
  void turnsAboutTheTip();
  void saysHowFarItCannot();
  void doesNotFoldOver();
  void staysWithinRanges();
  void envelopeHoldsAllPostures_data() { mw::test::presetRows(); }
  void envelopeHoldsAllPostures();
  void envelopeIsReached();
};

void TestJog::movesAlongItsFrame() {
  QFETCH(QString, name);
  const Arm arm = presetArm(name.toStdString());
  InverseKinematics inverse(arm);
  const JointVector q = infront(inverse);
  const Eigen::Isometry3d before = flangePose(arm, q);
  for (const auto frame : {ToolJog::Frame::Base, ToolJog::Frame::Tool}) {
    const Eigen::Vector3d shift_m(0.01, -0.02, 0.005);
    const JogResult result = jogTool(inverse, q, {frame, shift_m, Eigen::Vector3d::Zero()});
    QVERIFY2(result.is_done, result.reason.c_str());
    const Eigen::Isometry3d after = flangePose(arm, result.q_rad);
    const Eigen::Vector3d wanted_m =
        frame == ToolJog::Frame::Base ? shift_m : Eigen::Vector3d(before.linear() * shift_m);
    QVERIFY((after.translation() - before.translation() - wanted_m).norm() <= kInversePosition_m);
    QVERIFY(differenceOf(Eigen::Isometry3d(after.linear()), Eigen::Isometry3d(before.linear())).rotation_rad <=
            kInverseRotation_rad);
  }
}

void TestJog::turnsAboutTheTip() {
  const Arm arm = presetArm("cobot-5kg");
  InverseKinematics inverse(arm);
  const JointVector q = infront(inverse);
  const Eigen::Isometry3d before = flangePose(arm, q);
  const Eigen::Vector3d turn_rad(0, 0, 5 * kDegree);
  const JogResult about_base = jogTool(inverse, q, {ToolJog::Frame::Base, Eigen::Vector3d::Zero(), turn_rad});
  const JogResult about_tool = jogTool(inverse, q, {ToolJog::Frame::Tool, Eigen::Vector3d::Zero(), turn_rad});
  QVERIFY(about_base.is_done && about_tool.is_done);
  // The tool points down: about its own z it turns the other way round than about the base's.
  const Eigen::Matrix3d turn = Eigen::AngleAxisd(turn_rad.z(), Eigen::Vector3d::UnitZ()).toRotationMatrix();
  const Eigen::Isometry3d base = flangePose(arm, about_base.q_rad);
  const Eigen::Isometry3d tool = flangePose(arm, about_tool.q_rad);
  QVERIFY((base.linear() - turn * before.linear()).norm() < 1e-7);
  QVERIFY((tool.linear() - turn.transpose() * before.linear()).norm() < 1e-7);
  QVERIFY((base.translation() - before.translation()).norm() <= kInversePosition_m);
  QVERIFY((tool.translation() - before.translation()).norm() <= kInversePosition_m);
}

void TestJog::saysHowFarItCannot() {
  const Arm arm = presetArm("compact-3kg");
  InverseKinematics inverse(arm);
  const JointVector q = infront(inverse);
  const JogResult result =
      jogTool(inverse, q, {ToolJog::Frame::Base, Eigen::Vector3d(1, 0, 0), Eigen::Vector3d::Zero()});
  QVERIFY(!result.is_done && result.q_rad == q);
  QVERIFY2(result.reason.starts_with("out of reach: the nearest posture is "), result.reason.c_str());
}

void TestJog::doesNotFoldOver() {
  const Arm arm = presetArm("agile-6kg");
  InverseKinematics inverse(arm);
  // From one side of the first axis to the other, the tool keeping its direction: the first joint goes round.
  JointVector near;
  near << 0, -1, 1.2, 0, 1.2, 0;
  const JointVector q = inverse.solve(pointingDown({0, 0.3, 0.6}, 0), near).q_rad;
  const JogResult result =
      jogTool(inverse, q, {ToolJog::Frame::Base, Eigen::Vector3d(0, -0.6, 0), Eigen::Vector3d::Zero()});
  QVERIFY(!result.is_done && result.q_rad == q);
  QVERIFY2(result.reason.starts_with("the arm would fold over: "), result.reason.c_str());
}

void TestJog::staysWithinRanges() {
  const Arm arm = presetArm("agile-6kg");
  const JointVector far = JointVector::Constant(10);
  QVERIFY(withinRanges(arm, far) == upperLimits_rad(arm));
  QVERIFY(withinRanges(arm, -far) == lowerLimits_rad(arm));
  QVERIFY(withinRanges(arm, JointVector::Zero()) == JointVector::Zero());
}

void TestJog::envelopeHoldsAllPostures() {
  QFETCH(QString, name);
  const Arm arm = presetArm(name.toStdString());
  const ReachEnvelope reach = reachEnvelope(arm);
  QVERIFY(reach.outline.size() > 20);
  RandomStream random(7, streamId("test", "posture"), 0);
  const JointVector lower = lowerLimits_rad(arm);
  const JointVector width = upperLimits_rad(arm) - lower;
  for (int i = 0; i < 20000; ++i) {
    JointVector q;
    for (double& angle : q) angle = random.uniform();
    q = lower + q.cwiseProduct(width);
    const Eigen::Vector3d tip = reach.X_BA.inverse() * flangePose(arm, q).translation();
    // Samples of joints lie 15 degrees apart: between two of them the arm is longer by up to 1 - cos(7.5 deg) = 0.9 %
    // of its length each; wrists that are not in the plane of the links add their offset.
    QVERIFY2(std::hypot(tip.x(), tip.y()) < 1.03 * reach.farthest_m, qPrintable(QString::number(tip.norm())));
  }
}

void TestJog::envelopeIsReached() {
  // KR 6 R900: the data sheet gives 901 mm to the wrist's centre, 80 mm more to the flange; the axis is the first one.
  const double agile_m = reachEnvelope(presetArm("agile-6kg")).farthest_m;
  QVERIFY2(agile_m > 0.97 * 0.981 && agile_m <= 0.982, qPrintable(QString::number(agile_m)));
  // IRB 120: 580 mm to the wrist's centre, 72 mm more to the flange.
  const double compact_m = reachEnvelope(presetArm("compact-3kg")).farthest_m;
  QVERIFY2(compact_m > 0.97 * 0.652 && compact_m <= 0.653, qPrintable(QString::number(compact_m)));
}

QTEST_APPLESS_MAIN(TestJog)
#include "tst_jog.moc"
