// SPDX-License-Identifier: Apache-2.0
#include <QtTest>

#include "core/motion/arm/arm_presets.h"
#include "core/motion/clearance/arm_encounters.h"
#include "tests/support/near.h"

using namespace mw;
using namespace mw::motion;
using Eigen::Vector3d;

namespace {

RobotCell cellAt(std::uint32_t robot, double x_m) {
  RobotCell cell;
  cell.robot = robot;
  cell.mounted = withGripper(presetArm("agile-6kg"), cell.gripper);
  cell.X_WB.translation() = Vector3d(x_m, 0, 0);
  return cell;
}

/// An arm drawn up into one upright line, of this radius.
ArmNow lineAt(double x_m, double radius_m) {
  ArmNow now;
  for (Capsule& capsule : now.capsules) capsule = {Vector3d(x_m, 0, 0.5), Vector3d(x_m, 0, 1.5), radius_m};
  return now;
}

}  // namespace

/// Two arms whose distance is known.
class TestArmEncounters : public QObject {
  Q_OBJECT
 private slots:
  void apart_data();
  void apart();
  void tellsTheNearestMoment();
  void neverLooksAtArmsOutOfReach();
  void looksSeldomFarApart();
};

void TestArmEncounters::apart_data() {
  QTest::addColumn<double>("between_m");
  QTest::addColumn<bool>("holds");
  QTest::addColumn<double>("expected_m");
  QTest::newRow("two lines") << 0.5 << false << 0.4;
  QTest::newRow("a part of 0.2 m between them") << 0.5 << true << 0.25;
  QTest::newRow("in each other") << 0.06 << false << -0.04;
}

void TestArmEncounters::apart() {
  QFETCH(double, between_m);
  QFETCH(bool, holds);
  QFETCH(double, expected_m);
  ArmNow a = lineAt(0, 0.05);
  const ArmNow b = lineAt(between_m, 0.05);
  if (holds) {
    a.part.emplace();
    a.part->half_m = Vector3d(0.1, 0.1, 0.1);
    a.part->X_WB.translation() = Vector3d(0.1, 0, 1);
  }
  constexpr double kRounding_m = 1e-12;
  MW_NEAR(apart_m(a, b), expected_m, 0, kRounding_m);
  MW_NEAR(apart_m(b, a), expected_m, 0, kRounding_m);
}

/// One arm comes up to 2 cm, goes, and comes up to 3 cm: one pair, twice near, nearest at the first.
void TestArmEncounters::tellsTheNearestMoment() {
  const RobotCell a = cellAt(3, 0);
  const RobotCell b = cellAt(7, 1);
  const std::array<const RobotCell*, 2> cells{&a, &b};
  ArmEncounters encounters(cells, 0.1);
  const auto gap_m = [](double t) {
    const double first_m = 0.02 + 0.4 * std::abs(t - 1);
    const double second_m = 0.03 + 0.4 * std::abs(t - 3);
    return std::min(first_m, second_m);
  };
  for (int i = 0; i <= 4 * 240; ++i) {
    const double t = i / 240.0;
    encounters.look(t, [&](std::size_t arm) { return lineAt(arm == 0 ? 0 : gap_m(t) + 0.1, 0.05); });
  }
  QCOMPARE(encounters.found().size(), std::size_t{1});
  const NearMiss& miss = encounters.found()[0];
  QVERIFY(miss.is_arms);
  QCOMPARE(miss.vehicle, 3U);
  QCOMPARE(miss.other, 7U);
  QCOMPARE(miss.n, 2U);
  MW_NEAR(miss.gap_m, 0.02, 0, 1e-12);
  MW_NEAR(miss.time_s, 1.0, 0, 1e-9);
}

void TestArmEncounters::neverLooksAtArmsOutOfReach() {
  const RobotCell a = cellAt(0, 0);
  const RobotCell b = cellAt(1, 5);
  const std::array<const RobotCell*, 2> cells{&a, &b};
  ArmEncounters encounters(cells, 0.1);
  encounters.look(0, [](std::size_t) -> ArmNow { qFatal("looked"); });
  QVERIFY(encounters.found().empty());
}

/// Half a metre apart they can't be near before the fastest arm has come so far: several steps.
void TestArmEncounters::looksSeldomFarApart() {
  const RobotCell a = cellAt(0, 0);
  const RobotCell b = cellAt(1, 1);
  const std::array<const RobotCell*, 2> cells{&a, &b};
  ArmEncounters encounters(cells, 0.1);
  int n_looks = 0;
  for (int i = 0; i < 240; ++i) {
    encounters.look(i / 240.0, [&](std::size_t arm) {
      n_looks += arm == 0;
      return lineAt(arm == 0 ? 0 : 1.0, 0.05);
    });
  }
  QVERIFY2(n_looks < 100, std::to_string(n_looks).c_str());
  QVERIFY(encounters.found().empty());
}

QTEST_APPLESS_MAIN(TestArmEncounters)
#include "tst_arm_encounters.moc"
