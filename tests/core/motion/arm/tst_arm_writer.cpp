// SPDX-License-Identifier: Apache-2.0
#include <QtTest>
#include <numbers>

#include "core/motion/arm/arm_kinematics.h"
#include "core/motion/arm/arm_presets.h"
#include "core/motion/arm/arm_reader.h"
#include "core/motion/arm/arm_writer.h"
#include "tests/core/motion/arm/preset_rows.h"
#include "tests/support/near.h"

using namespace mw;
using namespace mw::motion;

namespace {

constexpr double kRounding = 1e-12;  // degrees and angles of rotations, there and back

}  // namespace

class TestArmWriter : public QObject {
  Q_OBJECT
 private slots:
  void comesBack_data() { mw::test::presetRows(); }
  void comesBack();
  void saysWhereItIsFrom();
  void anglesOfRotations_data();
  void anglesOfRotations();
};

void TestArmWriter::comesBack() {
  QFETCH(QString, name);
  const Arm arm = presetArm(name.toStdString());
  const Arm read = readArm(writeArm(arm), "/arm", {});
  MW_NEAR(read.payload_kg, arm.payload_kg, kRounding, 0);
  for (std::size_t i = 0; i < arm.joints.size(); ++i) {
    const ArmJoint& was = arm.joints[i];
    const ArmJoint& is = read.joints[i];
    QCOMPARE(is.name, was.name);
    QVERIFY(is.X_PJ.isApprox(was.X_PJ, kRounding));
    QVERIFY((is.axis - was.axis).norm() < kRounding);
    MW_NEAR(is.lower_rad, was.lower_rad, kRounding, 0);
    MW_NEAR(is.upper_rad, was.upper_rad, kRounding, 0);
    MW_NEAR(is.speed_radps, was.speed_radps, 0, kRounding);
    MW_NEAR(is.acceleration_radps2, was.acceleration_radps2, 0, kRounding);
    MW_NEAR(is.jerk_radps3, was.jerk_radps3, 0, kRounding);
    QVERIFY(is.torque_nm == was.torque_nm);
    MW_NEAR(read.links[i].mass_kg, arm.links[i].mass_kg, 0, 0);
    QVERIFY((read.links[i].com_m - arm.links[i].com_m).norm() == 0);
    QVERIFY((read.links[i].inertia_kgm2 - arm.links[i].inertia_kgm2).norm() < kRounding);
  }
  const JointVector q = JointVector::Constant(0.3);
  QVERIFY(differenceOf(flangePose(read, q), flangePose(arm, q)).position_m < kRounding);
  QVERIFY(differenceOf(flangePose(read, q), flangePose(arm, q)).rotation_rad < 1e-7);  // acos of nearly 1
}

void TestArmWriter::saysWhereItIsFrom() {
  const Json written = writeArm(presetArm("cobot-5kg"), "robots/ur5e.urdf");
  QCOMPARE(written["source"], Json("robots/ur5e.urdf"));
  QCOMPARE(readArm(written, "/arm", {}).joints[5].name, std::string("axis 6"));
  QVERIFY(!writeArm(presetArm("cobot-5kg")).contains("source"));
}

void TestArmWriter::anglesOfRotations_data() {
  QTest::addColumn<double>("roll");
  QTest::addColumn<double>("pitch");
  QTest::addColumn<double>("yaw");
  QTest::newRow("none") << 0.0 << 0.0 << 0.0;
  QTest::newRow("all") << 0.3 << -0.7 << 2.5;
  QTest::newRow("far") << -3.0 << 1.2 << -3.1;
  QTest::newRow("nearly upright") << 0.0 << 1.5707 << 0.4;
}

void TestArmWriter::anglesOfRotations() {
  QFETCH(double, roll);
  QFETCH(double, pitch);
  QFETCH(double, yaw);
  const Eigen::Vector3d angles(roll, pitch, yaw);
  // Near a right pitch, roll and yaw are known as well as its cosine is: 1e-16 / 1e-4.
  QVERIFY((rollPitchYaw_rad(rotationOf(angles)) - angles).norm() < 1e-11);
  const Eigen::Matrix3d upright = rotationOf({0.2, std::numbers::pi / 2, 0.5});
  QVERIFY((rotationOf(rollPitchYaw_rad(upright)) - upright).norm() < 1e-8);
}

QTEST_APPLESS_MAIN(TestArmWriter)
#include "tst_arm_writer.moc"
