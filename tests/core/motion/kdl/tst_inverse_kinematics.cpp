// SPDX-License-Identifier: Apache-2.0
#include <QtTest>
#include <numbers>

#include "core/base/random_stream.h"
#include "core/motion/arm/arm_presets.h"
#include "core/motion/kdl/inverse_kinematics.h"
#include "tests/core/motion/arm/preset_rows.h"
#include "tests/support/near.h"

using namespace mw;
using namespace mw::motion;

namespace {

constexpr double kDegree = std::numbers::pi / 180;

JointVector randomPosture(const Arm& arm, RandomStream& random) {
  JointVector q;
  for (int i = 0; i < kArmJoints; ++i) {
    const ArmJoint& joint = arm.joints[static_cast<std::size_t>(i)];
    q[i] = joint.lower_rad + random.uniform() * (joint.upper_rad - joint.lower_rad);
  }
  return q;
}

bool isWithinLimits(const Arm& arm, const JointVector& q) {
  return ((q - lowerLimits_rad(arm)).array() >= 0).all() && ((upperLimits_rad(arm) - q).array() >= 0).all();
}

}  // namespace

class TestInverseKinematics : public QObject {
  Q_OBJECT
 private slots:
  void findsEveryPoseOfAPosture_data() { mw::test::presetRows(); }
  void findsEveryPoseOfAPosture();
  void staysOnItsBranchAlongAPath_data() { mw::test::presetRows(); }
  void staysOnItsBranchAlongAPath();
  void takesTheNearestTurn();
  void outOfReachSaysHowFar();
  void outsideLimitsSaysWhichJoint();
  void singularIsSaid();
  void sameCallsSameBits();
};

void TestInverseKinematics::findsEveryPoseOfAPosture() {
  QFETCH(QString, name);
  const Arm arm = presetArm(name.toStdString());
  InverseKinematics inverse(arm);
  RandomStream random(23, streamId("arm", "inverse"), 0);
  constexpr int kPoses = 1500;
  int n_missed = 0;
  for (int i = 0; i < kPoses; ++i) {
    const Eigen::Isometry3d X_BF = flangePose(arm, randomPosture(arm, random));
    const InverseResult result = inverse.solve(X_BF, randomPosture(arm, random));
    if (!result.reaches()) {
      ++n_missed;
      qInfo("pose %d: %s", i, inverseReason(arm, result).c_str());
      continue;
    }
    QVERIFY(isWithinLimits(arm, result.q_rad));
    // The solver's own claim, checked by our forward kinematics: it is what "in reach" promises.
    const PoseDifference off = differenceOf(flangePose(arm, result.q_rad), X_BF);
    QVERIFY(off.position_m <= kInversePosition_m);
    QVERIFY(off.rotation_rad <= kInverseRotation_rad);
  }
  QCOMPARE(n_missed, 0);
}

void TestInverseKinematics::staysOnItsBranchAlongAPath() {
  QFETCH(QString, name);
  const Arm arm = presetArm(name.toStdString());
  InverseKinematics inverse(arm);
  RandomStream random(29, streamId("arm", "path"), 0);
  for (int i_path = 0; i_path < 20; ++i_path) {
    const JointVector from = randomPosture(arm, random);
    const JointVector to = from + (randomPosture(arm, random) - from) * 0.1;
    JointVector now = from;
    for (int k = 1; k <= 50; ++k) {
      const JointVector wanted = from + (to - from) * k / 50;
      if (singularityMeasure(arm, wanted) < 5 * kSingularBelow) break;
      const InverseResult result = inverse.solve(flangePose(arm, wanted), now);
      QVERIFY(result.status == InverseStatus::Found);
      // A pose within 1e-8 of the wanted one is at most that over the least singular value away in the joints.
      QVERIFY2((result.q_rad - wanted).cwiseAbs().maxCoeff() < 1e-5, qPrintable(QString::number(k)));
      now = result.q_rad;
    }
  }
}

void TestInverseKinematics::takesTheNearestTurn() {
  const Arm arm = presetArm("agile-6kg");
  InverseKinematics inverse(arm);
  JointVector q;
  q << 0.3, -1.2, 1.4, 0.2, 0.8, 300 * kDegree;
  const Eigen::Isometry3d X_BF = flangePose(arm, q);
  // The last axis turns almost two turns: 300 deg and -60 deg are the same pose.
  JointVector now = q;
  MW_NEAR(inverse.solve(X_BF, now).q_rad[5], 300 * kDegree, 0, 1e-6);
  now[5] = 0;
  MW_NEAR(inverse.solve(X_BF, now).q_rad[5], -60 * kDegree, 0, 1e-6);
}

void TestInverseKinematics::outOfReachSaysHowFar() {
  const Arm arm = presetArm("compact-3kg");
  InverseKinematics inverse(arm);
  // Straight ahead at shoulder height: 0.27 + sqrt(0.07^2 + 0.302^2) + 0.072 m is the most, with the flange ahead.
  const double most_m = 0.27 + std::hypot(0.07, 0.302);
  Eigen::Isometry3d X_BF = pointingDown({most_m + 0.2, 0, 0.29 - 0.072}, 0);
  JointVector now = JointVector::Zero();
  now[4] = 1;
  const InverseResult result = inverse.solve(X_BF, now);
  QVERIFY(result.status == InverseStatus::OutOfReach);
  // The nearest attempt trades position for direction, a radian as a tenth of a metre: it may come nearer than 0.2 m.
  QVERIFY2(result.off.position_m > 0.1 && result.off.position_m < 0.2 + 1e-6,
           qPrintable(QString::number(result.off.position_m)));
  const std::string said = inverseReason(arm, result);
  QVERIFY2(said.starts_with("out of reach: the nearest posture is 0."), said.c_str());
  X_BF.translation().x() = most_m - 0.02;
  QVERIFY(inverse.solve(X_BF, now).reaches());
}

void TestInverseKinematics::outsideLimitsSaysWhichJoint() {
  Arm arm = presetArm("agile-6kg");
  // Behind the arm: axis 1 at 178 deg, ten more than its range when that is cut to 168 deg; nor may it lean over.
  JointVector q;
  q << 178 * kDegree, -0.9, 1.2, 0.3, 0.8, 0.5;
  const Eigen::Isometry3d X_BF = flangePose(arm, q);
  arm.joints[0].lower_rad = -168 * kDegree;
  arm.joints[0].upper_rad = 168 * kDegree;
  for (std::size_t i : {1U, 2U}) {
    arm.joints[i].lower_rad = q[static_cast<Eigen::Index>(i)] - 0.2;
    arm.joints[i].upper_rad = q[static_cast<Eigen::Index>(i)] + 0.2;
  }
  InverseKinematics inverse(arm);
  JointVector now = q;
  now[0] = 2;
  const InverseResult result = inverse.solve(X_BF, now);
  QVERIFY(result.status == InverseStatus::OutsideLimits);
  QCOMPARE(result.joint, 0);
  MW_NEAR(result.excess_rad, 10 * kDegree, 1e-5, 0);
  QCOMPARE(QString::fromStdString(inverseReason(arm, result)),
           QString("axis 1 would have to turn 10.0 deg beyond its range"));
}

void TestInverseKinematics::singularIsSaid() {
  const Arm arm = presetArm("agile-6kg");
  InverseKinematics inverse(arm);
  JointVector q;
  q << 0.3, -1.2, 1.4, 0.2, 0, 0.5;  // axes 4 and 6 in line
  const InverseResult result = inverse.solve(flangePose(arm, q), q);
  QVERIFY(result.status == InverseStatus::Singular);
  QVERIFY(result.reaches());
  QVERIFY(result.singularity < kSingularBelow);
}

void TestInverseKinematics::sameCallsSameBits() {
  const Arm arm = presetArm("cobot-5kg");
  InverseKinematics a(arm);
  InverseKinematics b(arm);
  RandomStream random(31, streamId("arm", "bits"), 0);
  for (int i = 0; i < 50; ++i) {
    const Eigen::Isometry3d X_BF = flangePose(arm, randomPosture(arm, random));
    const JointVector now = randomPosture(arm, random);
    QVERIFY(a.solve(X_BF, now).q_rad == b.solve(X_BF, now).q_rad);
  }
}

QTEST_APPLESS_MAIN(TestInverseKinematics)
#include "tst_inverse_kinematics.moc"
