// SPDX-License-Identifier: Apache-2.0
#include <QtTest>
#include <numbers>

#include "core/motion/arm/arm_kinematics.h"
#include "core/motion/arm/arm_presets.h"
#include "core/motion/arm/arm_world.h"
#include "core/motion/arm/joint_move.h"
#include "core/motion/bullet/bullet_arm_world.h"
#include "core/motion/kdl/inverse_dynamics.h"
#include "tests/core/motion/arm/preset_rows.h"
#include "tests/support/near.h"

using namespace mw;
using namespace mw::motion;

namespace {

constexpr double kStep_s = 1.0 / 240;
constexpr double kGravity_mps2 = 9.80665;
constexpr double kDegree = std::numbers::pi / 180;

JointVector reaching() {
  JointVector q;
  q << 20, -70, 80, 30, 50, 10;
  return q * kDegree;
}

ArmSetpoint resting(const JointVector& q) {
  return {q, JointVector::Zero(), JointVector::Zero()};
}

Gripper noGripper() {
  Gripper gripper;
  gripper.mass_kg = 0;
  gripper.length_m = 0;
  return gripper;
}

/// A cube of 0.1 m that hangs with its top at the flange.
Box cubeAt(const Eigen::Isometry3d& X_BF) {
  Box box;
  const Eigen::Vector3d middle = X_BF * Eigen::Vector3d(0, 0, 0.05);
  box.size_m = {0.1, 0.1, 0.1};
  box.position_m = {middle.x(), middle.y(), middle.z()};
  return box;
}

}  // namespace

/// What every engine behind ArmWorld must do.
class TestArmWorld : public QObject {
  Q_OBJECT
 private slots:
  void holdsStillAgainstGravity_data() { mw::test::presetRows(); }
  void holdsStillAgainstGravity();
  void torquesAreThoseOfTheMotion_data() { mw::test::presetRows(); }
  void torquesAreThoseOfTheMotion();
  void liftingTakesItsEnergy();
  void gripCarriesTheWeight();
  void tooHeavyStaysBehind();
  void tooFastSlipsOut();
  void weakDrivesFallBehind();
  void partsLieOnBoxes();
};

void TestArmWorld::holdsStillAgainstGravity() {
  QFETCH(QString, name);
  const Arm arm = presetArm(name.toStdString());
  const JointVector q = reaching();
  const auto world = makeBulletArmWorld(arm, noGripper(), Eigen::Isometry3d::Identity(), q);
  for (int i = 0; i < 240; ++i) world->step(kStep_s, resting(q));
  const JointVector wanted_nm = jointTorques_nm(arm, q, JointVector::Zero(), JointVector::Zero());
  for (int i = 0; i < kArmJoints; ++i) {
    // The solver stops before it is exact; what it leaves is made up in the next step.
    MW_NEAR(world->reading().q_rad[i], q[i], 0, 1e-6);
    MW_NEAR(world->reading().torque_nm[i], wanted_nm[i], 1e-4, 1e-4);
  }
}

void TestArmWorld::torquesAreThoseOfTheMotion() {
  QFETCH(QString, name);
  const Arm arm = presetArm(name.toStdString());
  JointVector to = reaching();
  to += JointVector::Constant(0.6);
  const JointMove move(arm, reaching(), to, 0.5);
  const auto world = makeBulletArmWorld(arm, noGripper(), Eigen::Isometry3d::Identity(), reaching());
  double largest_nm = 0;
  double off_nm = 0;
  for (int i = 0; i * kStep_s < move.duration_s(); ++i) {
    world->step(kStep_s, move.at((i + 1) * kStep_s));
    // A step's drives bring the speed of the step before it to that of this one: the torque of the time between both.
    const ArmSetpoint middle = move.at(i * kStep_s);
    const JointVector wanted_nm = jointTorques_nm(arm, middle.q_rad, middle.speed_radps, middle.acceleration_radps2);
    largest_nm = std::max(largest_nm, wanted_nm.cwiseAbs().maxCoeff());
    off_nm = std::max(off_nm, (world->reading().torque_nm - wanted_nm).cwiseAbs().maxCoeff());
  }
  // Of first order in the step: the speed changes within it by A h, of V = A ramp_s; h / ramp_s = 1 % to 2 %.
  QVERIFY2(off_nm < 0.02 * largest_nm, qPrintable(QString("%1 of %2").arg(off_nm).arg(largest_nm)));
}

void TestArmWorld::liftingTakesItsEnergy() {
  const Arm arm = presetArm("cobot-5kg");
  JointVector from = JointVector::Zero();
  from[1] = -0.2;
  JointVector to = from;
  to[1] = -1.2;
  const auto height_j = [&arm](const JointVector& q) {
    const auto frames = framesAt(arm, q);
    double energy_j = 0;
    for (std::size_t i = 0; i < arm.links.size(); ++i)
      energy_j += arm.links[i].mass_kg * kGravity_mps2 * (frames[i] * arm.links[i].com_m).z();
    return energy_j;
  };
  const auto world = makeBulletArmWorld(arm, noGripper(), Eigen::Isometry3d::Identity(), from);
  const JointMove move(arm, from, to, 0.1);
  for (int i = 0; i * kStep_s < move.duration_s(); ++i) world->step(kStep_s, move.at((i + 1) * kStep_s));
  // Slow and upward only: no kinetic energy at either end, and the one joint that moves never brakes.
  MW_NEAR(world->reading().drive_work_j, height_j(to) - height_j(from), 1e-3, 0);
}

void TestArmWorld::gripCarriesTheWeight() {
  const Arm arm = presetArm("agile-6kg");
  const JointVector q = reaching();
  const auto world = makeBulletArmWorld(arm, noGripper(), Eigen::Isometry3d::Identity(), q);
  const BodyId part = world->addPart(cubeAt(flangePose(arm, q)), 5);
  QVERIFY(world->grip(part));
  for (int i = 0; i < 480; ++i) world->step(kStep_s, resting(q));
  QVERIFY(world->gripper().held == part);
  MW_NEAR(world->gripper().force_n, 5 * kGravity_mps2, 1e-3, 0);
  // The flange carries a cube of 5 kg, 0.05 m ahead of it.
  ArmLink load;
  load.mass_kg = 5;
  load.com_m = {0, 0, 0.05};
  const JointVector wanted_nm = jointTorques_nm(arm, q, JointVector::Zero(), JointVector::Zero(), load);
  for (int i = 0; i < kArmJoints; ++i) MW_NEAR(world->reading().torque_nm[i], wanted_nm[i], 1e-2, 1e-2);
  world->release();
  const double z_m = world->part(part).position_m[2];
  for (int i = 0; i < 24; ++i) world->step(kStep_s, resting(q));
  // Semi-implicit Euler falls g t (t + h) / 2.
  MW_NEAR(world->part(part).position_m[2], z_m - kGravity_mps2 * 0.1 * (0.1 + kStep_s) / 2, 0, 1e-4);
}

void TestArmWorld::tooHeavyStaysBehind() {
  const Arm arm = presetArm("agile-6kg");
  const JointVector q = reaching();
  const auto world = makeBulletArmWorld(arm, noGripper(), Eigen::Isometry3d::Identity(), q);
  const BodyId part = world->addPart(cubeAt(flangePose(arm, q)), 6.1);
  QVERIFY(!world->grip(part));
  QVERIFY(!world->gripper().held);
  QVERIFY(world->gripper().dropped == DropReason::TooHeavy);
}

void TestArmWorld::tooFastSlipsOut() {
  const Arm arm = presetArm("agile-6kg");
  JointVector to = reaching();
  to[0] += 1.5;
  const double weight_n = 2 * kGravity_mps2;
  const auto mostForce = [&](double speed, double hold_n, DropReason& dropped) {
    Gripper gripper = noGripper();
    gripper.hold_n = hold_n;
    const auto world = makeBulletArmWorld(arm, gripper, Eigen::Isometry3d::Identity(), reaching());
    const BodyId part = world->addPart(cubeAt(flangePose(arm, reaching())), 2);
    (void)world->grip(part);
    const JointMove move(arm, reaching(), to, speed);
    double most_n = 0;
    for (int i = 0; i * kStep_s < move.duration_s(); ++i) {
      world->step(kStep_s, move.at((i + 1) * kStep_s));
      most_n = std::max(most_n, world->gripper().most_force_n);
    }
    dropped = world->gripper().dropped;
    return most_n;
  };
  DropReason dropped = DropReason::None;
  const double fast_n = mostForce(1, 1e9, dropped);
  QVERIFY(dropped == DropReason::None);
  QVERIFY2(fast_n > 1.2 * weight_n, qPrintable(QString::number(fast_n)));
  // A gripper between weight and that force holds when slow and lets go when fast.
  const double hold_n = (weight_n + fast_n) / 2;
  (void)mostForce(0.1, hold_n, dropped);
  QVERIFY(dropped == DropReason::None);
  (void)mostForce(1, hold_n, dropped);
  QVERIFY(dropped == DropReason::TooFast);
}

void TestArmWorld::weakDrivesFallBehind() {
  Arm arm = presetArm("cobot-5kg");
  JointVector q = JointVector::Zero();
  q[4] = 1;
  arm.joints[1].torque_nm = 20;  // stretched out, the shoulder needs more than 60 N m
  const auto world = makeBulletArmWorld(arm, noGripper(), Eigen::Isometry3d::Identity(), q);
  for (int i = 0; i < 24; ++i) world->step(kStep_s, resting(q));
  QVERIFY(std::abs(world->reading().torque_nm[1]) <= 20 * (1 + 1e-9));
  QVERIFY(std::abs(world->reading().q_rad[1] - q[1]) > 0.01);
}

void TestArmWorld::partsLieOnBoxes() {
  const auto world = makeBulletArmWorld(presetArm("agile-6kg"), noGripper(), Eigen::Isometry3d::Identity(), reaching());
  Box table;
  table.size_m = {1, 1, 0.1};
  table.position_m = {2, 0, 0.45};
  table.friction = 0.8;
  world->addFixed(table);
  Box box;
  box.size_m = {0.1, 0.1, 0.1};
  box.position_m = {2, 0, 0.6};
  box.friction = 0.8;
  const BodyId part = world->addPart(box, 1);
  for (int i = 0; i < 480; ++i) world->step(kStep_s, resting(reaching()));
  MW_NEAR(world->part(part).position_m[2], 0.55, 0, 2e-3);  // bodies may overlap by a millimetre or two
}

QTEST_APPLESS_MAIN(TestArmWorld)
#include "tst_arm_world.moc"
