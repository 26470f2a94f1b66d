// SPDX-License-Identifier: Apache-2.0
#include <QtTest>
#include <cmath>

#include "core/base/random_stream.h"
#include "core/motion/arm/arm_presets.h"
#include "core/motion/arm/joint_move.h"
#include "tests/support/near.h"

using namespace mw;
using namespace mw::motion;

namespace {

constexpr double kRounding = 1e-12;

JointVector randomPosture(const Arm& arm, RandomStream& random) {
  JointVector q;
  for (int i = 0; i < kArmJoints; ++i) {
    const ArmJoint& joint = arm.joints[static_cast<std::size_t>(i)];
    q[i] = joint.lower_rad + random.uniform() * (joint.upper_rad - joint.lower_rad);
  }
  return q;
}

}  // namespace

class TestJointMove : public QObject {
  Q_OBJECT
 private slots:
  void endsTogetherWithinLimits_data();
  void endsTogetherWithinLimits();
  void lastsAsItsSlowestJoint();
  void speedStretchesTime();
};

void TestJointMove::endsTogetherWithinLimits_data() {
  QTest::addColumn<QString>("name");
  QTest::addColumn<bool>("is_s_curve");
  for (const std::string_view name : armPresetNames()) {
    const std::string row(name);
    QTest::newRow((row + ", S-curve").c_str()) << QString::fromStdString(row) << true;
    QTest::newRow((row + ", trapezoid").c_str()) << QString::fromStdString(row) << false;
  }
}

void TestJointMove::endsTogetherWithinLimits() {
  QFETCH(QString, name);
  QFETCH(bool, is_s_curve);
  const Arm arm = presetArm(name.toStdString());
  RandomStream random(17, streamId("arm", "moves"), 0);
  for (int i_case = 0; i_case < 200; ++i_case) {
    const JointVector from = randomPosture(arm, random);
    const JointVector to = randomPosture(arm, random);
    const JointMove move(arm, from, to, 1, is_s_curve ? ProfileShape::SCurve : ProfileShape::Trapezoid);
    const double T = move.duration_s();
    QVERIFY(move.at(T).q_rad == to);
    QVERIFY(move.at(0).q_rad == from);
    QVERIFY(move.at(T).speed_radps.isZero(0));
    // All still move shortly before the end: they end together.
    const ArmSetpoint late = move.at(T * 0.999);
    for (std::size_t i = 0; i < arm.joints.size(); ++i)
      QVERIFY(std::abs(late.speed_radps[static_cast<Eigen::Index>(i)]) > 0);
    for (int k = 0; k <= 300; ++k) {
      const ArmSetpoint now = move.at(T * k / 300);
      const JointVector jerk = move.jerkAt_radps3(T * k / 300);
      for (std::size_t i = 0; i < arm.joints.size(); ++i) {
        const auto j = static_cast<Eigen::Index>(i);
        const ArmJoint& joint = arm.joints[i];
        QVERIFY(std::abs(now.speed_radps[j]) <= joint.speed_radps * (1 + kRounding));
        QVERIFY(std::abs(now.acceleration_radps2[j]) <= joint.acceleration_radps2 * (1 + kRounding));
        if (is_s_curve) QVERIFY(std::abs(jerk[j]) <= joint.jerk_radps3 * (1 + 1e-9));
        QVERIFY(now.q_rad[j] >= std::min(from[j], to[j]) - kRounding);
        QVERIFY(now.q_rad[j] <= std::max(from[j], to[j]) + kRounding);
      }
    }
  }
}

void TestJointMove::lastsAsItsSlowestJoint() {
  const Arm arm = presetArm("compact-3kg");
  JointVector to = JointVector::Zero();
  to[1] = -1;
  to[5] = 1;
  const JointMove move(arm, JointVector::Zero(), to);
  // Axis 2: V = 250 deg/s, A = V / 0.2 s, J = A / 0.08 s; V (V/A + A/J) = 4.363 (0.2 + 0.08) = 1.22 rad is more than
  // 1 rad, and 2 A^3/J^2 = 2 A 0.08^2 = 0.279 rad less: T = 0.08 + 2 sqrt(0.04^2 + 1/A).
  const double A = 250 * std::acos(-1.0) / 180 / 0.2;
  QCOMPARE(move.slowestJoint(), 1);
  MW_NEAR(move.duration_s(), 0.08 + 2 * std::sqrt(0.0016 + 1 / A), kRounding, 0);
}

void TestJointMove::speedStretchesTime() {
  const Arm arm = presetArm("agile-6kg");
  const JointVector to = JointVector::Constant(0.5);
  const JointMove full(arm, JointVector::Zero(), to);
  const JointMove half(arm, JointVector::Zero(), to, 0.5);
  MW_NEAR(half.duration_s(), 2 * full.duration_s(), kRounding, 0);
  MW_NEAR(half.at(full.duration_s()).speed_radps[2], full.at(full.duration_s() / 2).speed_radps[2] / 2, kRounding, 0);
}

QTEST_APPLESS_MAIN(TestJointMove)
#include "tst_joint_move.moc"
