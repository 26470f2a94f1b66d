// SPDX-License-Identifier: Apache-2.0
#include <QtTest>
#include <numbers>

#include "core/base/error.h"
#include "core/base/random_stream.h"
#include "core/motion/arm/arm_kinematics.h"
#include "core/motion/arm/arm_presets.h"
#include "core/motion/arm/urdf_reader.h"
#include "tests/support/near.h"

using namespace mw;
using namespace mw::motion;

namespace {

constexpr double kDegree = std::numbers::pi / 180;
// Sums of six products of numbers of size 1.
constexpr double kRounding = 1e-12;

JointVector degrees(std::array<double, kArmJoints> values) {
  return kDegree * Eigen::Map<const JointVector>(values.data());
}

}  // namespace

class TestArmPresets : public QObject {
  Q_OBJECT
 private slots:
  void flangeStands_data();
  void flangeStands();
  void figuresOfTheDataSheet_data();
  void figuresOfTheDataSheet();
  void jacobianIsTheDerivative_data();
  void jacobianIsTheDerivative();
  void linksArePhysical();
  void stretchedArmIsSingular();
  void unknownNameIsRefused();
};

void TestArmPresets::flangeStands_data() {
  QTest::addColumn<QString>("name");
  QTest::addColumn<QVector<double>>("q_deg");
  QTest::addColumn<QVector<double>>("position_m");
  QTest::addColumn<QVector<double>>("z_axis");
  // Worked out by hand from the drawings of the data sheets: sums of link lengths.
  QTest::newRow("cobot stretched, all 0")
      << "cobot-5kg" << QVector<double>{0, 0, 0, 0, 0, 0}
      << QVector<double>{-0.425 - 0.3922, -0.1333 - 0.0996, 0.1625 - 0.0997} << QVector<double>{0, -1, 0};
  QTest::newRow("cobot upright") << "cobot-5kg" << QVector<double>{0, -90, 0, -90, 0, 0}
                                 << QVector<double>{0, -0.1333 - 0.0996, 0.1625 + 0.425 + 0.3922 + 0.0997}
                                 << QVector<double>{0, -1, 0};
  QTest::newRow("agile stretched, all 0")
      << "agile-6kg" << QVector<double>{0, 0, 0, 0, 0, 0}
      << QVector<double>{0.025 + 0.455 + 0.42 + 0.08, 0, 0.4 + 0.035} << QVector<double>{1, 0, 0};
  QTest::newRow("agile at its mastering position")
      << "agile-6kg" << QVector<double>{0, -90, 90, 0, 0, 0}
      << QVector<double>{0.025 + 0.42 + 0.08, 0, 0.4 + 0.455 + 0.035} << QVector<double>{1, 0, 0};
  QTest::newRow("agile turned: axis 1 counts clockwise")
      << "agile-6kg" << QVector<double>{90, -90, 90, 0, 0, 0} << QVector<double>{0, -0.525, 0.89}
      << QVector<double>{0, -1, 0};
  QTest::newRow("compact, all 0") << "compact-3kg" << QVector<double>{0, 0, 0, 0, 0, 0}
                                  << QVector<double>{0.302 + 0.072, 0, 0.29 + 0.27 + 0.07} << QVector<double>{1, 0, 0};
  QTest::newRow("compact, wrist down") << "compact-3kg" << QVector<double>{0, 0, 0, 0, 90, 0}
                                       << QVector<double>{0.302, 0, 0.63 - 0.072} << QVector<double>{0, 0, -1};
}

void TestArmPresets::flangeStands() {
  QFETCH(QString, name);
  QFETCH(QVector<double>, q_deg);
  QFETCH(QVector<double>, position_m);
  QFETCH(QVector<double>, z_axis);
  const Arm arm = presetArm(name.toStdString());
  const Eigen::Isometry3d X_BF = flangePose(arm, degrees({q_deg[0], q_deg[1], q_deg[2], q_deg[3], q_deg[4], q_deg[5]}));
  for (int i = 0; i < 3; ++i) {
    MW_NEAR(X_BF.translation()[i], position_m[i], 0, kRounding);
    MW_NEAR(X_BF.linear()(i, 2), z_axis[i], 0, kRounding);
  }
}

void TestArmPresets::figuresOfTheDataSheet_data() {
  QTest::addColumn<QString>("name");
  QTest::addColumn<double>("payload_kg");
  QTest::addColumn<int>("joint");
  QTest::addColumn<double>("lower_deg");
  QTest::addColumn<double>("upper_deg");
  QTest::addColumn<double>("speed_degps");
  QTest::newRow("cobot, wrist 3") << "cobot-5kg" << 5.0 << 5 << -360.0 << 360.0 << 180.0;
  QTest::newRow("agile, axis 2") << "agile-6kg" << 6.0 << 1 << -190.0 << 45.0 << 300.0;
  QTest::newRow("agile, axis 6") << "agile-6kg" << 6.0 << 5 << -350.0 << 350.0 << 615.0;
  QTest::newRow("compact, axis 3") << "compact-3kg" << 3.0 << 2 << -110.0 << 70.0 << 250.0;
  QTest::newRow("compact, axis 6") << "compact-3kg" << 3.0 << 5 << -400.0 << 400.0 << 420.0;
}

void TestArmPresets::figuresOfTheDataSheet() {
  QFETCH(QString, name);
  QFETCH(double, payload_kg);
  QFETCH(int, joint);
  QFETCH(double, lower_deg);
  QFETCH(double, upper_deg);
  QFETCH(double, speed_degps);
  const Arm arm = presetArm(name.toStdString());
  QCOMPARE(QString::fromStdString(arm.name), name);
  MW_NEAR(arm.payload_kg, payload_kg, 0, 0);
  const ArmJoint& given = arm.joints[static_cast<std::size_t>(joint)];
  MW_NEAR(given.lower_rad, lower_deg * kDegree, kRounding, 0);
  MW_NEAR(given.upper_rad, upper_deg * kDegree, kRounding, 0);
  MW_NEAR(given.speed_radps, speed_degps * kDegree, kRounding, 0);
}

void TestArmPresets::jacobianIsTheDerivative_data() {
  QTest::addColumn<QString>("name");
  for (const std::string_view name : armPresetNames()) {
    const std::string row(name);
    QTest::newRow(row.c_str()) << QString::fromStdString(row);
  }
}

void TestArmPresets::jacobianIsTheDerivative() {
  QFETCH(QString, name);
  const Arm arm = presetArm(name.toStdString());
  RandomStream random(11, streamId("arm", "jacobian"), 0);
  constexpr double kStep_rad = 1e-5;
  // Central differences are off by a step squared times third derivatives (of size 1 m), and rounding over the step.
  constexpr double kDifference = 1e-9;
  for (int i_case = 0; i_case < 200; ++i_case) {
    JointVector q;
    for (int i = 0; i < kArmJoints; ++i) q[i] = 6 * random.uniform() - 3;
    const Jacobian jacobian = flangeJacobian(arm, q);
    for (int i = 0; i < kArmJoints; ++i) {
      JointVector before = q;
      JointVector after = q;
      before[i] -= kStep_rad;
      after[i] += kStep_rad;
      const Eigen::Isometry3d X_a = flangePose(arm, after);
      const Eigen::Isometry3d X_b = flangePose(arm, before);
      const Eigen::Vector3d speed = (X_a.translation() - X_b.translation()) / (2 * kStep_rad);
      const Eigen::Matrix3d spin =
          (X_a.linear() - X_b.linear()) / (2 * kStep_rad) * flangePose(arm, q).linear().transpose();
      const Eigen::Vector3d turn(spin(2, 1), spin(0, 2), spin(1, 0));
      for (int k = 0; k < 3; ++k) {
        MW_NEAR(jacobian(k, i), speed[k], 0, kDifference);
        MW_NEAR(jacobian(k + 3, i), turn[k], 0, kDifference);
      }
    }
  }
}

void TestArmPresets::linksArePhysical() {
  const std::array<double, 3> moving_kg = {3.761 + 8.058 + 2.846 + 1.37 + 1.3 + 0.365, 0.72 * 52, 0.72 * 25};
  for (std::size_t i = 0; i < armPresetNames().size(); ++i) {
    double mass_kg = 0;
    for (const ArmLink& link : presetArm(armPresetNames()[i]).links) {
      QVERIFY(link.mass_kg > 0);
      QVERIFY(isPhysical(link.inertia_kgm2));
      mass_kg += link.mass_kg;
    }
    MW_NEAR(mass_kg, moving_kg[i], kRounding, 0);
  }
}

void TestArmPresets::stretchedArmIsSingular() {
  for (const std::string_view name : armPresetNames()) {
    const Arm arm = presetArm(name);
    // Axes 4 and 6 in line (all but the cobot), or arm and forearm in line (the cobot): no motion along the arm.
    QVERIFY(singularityMeasure(arm, JointVector::Zero()) < 1e-9);
    QVERIFY(singularityMeasure(arm, degrees({10, -60, 70, 20, 50, 30})) > 0.01);
  }
}

void TestArmPresets::unknownNameIsRefused() {
  try {
    (void)presetArm("agile");
    QFAIL("took an unknown name");
  } catch (const InputError& error) {
    QCOMPARE(QString(error.what()),
             QString("no arm is called \"agile\"; take one of cobot-5kg, agile-6kg, compact-3kg"));
  }
}

QTEST_APPLESS_MAIN(TestArmPresets)
#include "tst_arm_presets.moc"
