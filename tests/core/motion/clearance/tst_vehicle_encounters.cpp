// SPDX-License-Identifier: Apache-2.0
#include <QtTest>
#include <array>
#include <cmath>

#include "core/motion/arm/arm_presets.h"
#include "core/motion/clearance/vehicle_encounters.h"
#include "tests/support/near.h"

using namespace mw;
using namespace mw::motion;
using Eigen::Vector3d;

namespace {

RobotCell cell() {
  RobotCell cell;
  cell.robot = 3;
  cell.mounted = withGripper(presetArm("agile-6kg"), cell.gripper);
  return cell;
}

/// An arm drawn up into one upright line over the origin, 5 cm thick.
ArmNow line() {
  ArmNow now;
  for (Capsule& capsule : now.capsules) capsule = {Vector3d(0, 0, 0.5), Vector3d(0, 0, 1.5), 0.05};
  return now;
}

/// A box of 1 x 1 x 1 m on the floor.
VehicleNow vehicleAt(double x_m) {
  VehicleNow now;
  now.body.half_m = Vector3d(0.5, 0.5, 0.5);
  now.body.X_WB.translation() = Vector3d(x_m, 0, 0.5);
  return now;
}

bool isNeverMeant(std::size_t, std::size_t) {
  return false;
}

}  // namespace

/// An arm and a vehicle whose distance is known.
class TestVehicleEncounters : public QObject {
  Q_OBJECT
 private slots:
  void apart_data();
  void apart();
  void tellsTheNearestMoment();
  void tellsNothingOfWhatItServes();
  void looksSeldomFarApart();
};

void TestVehicleEncounters::apart_data() {
  QTest::addColumn<double>("x_m");
  QTest::addColumn<double>("load_half_m");  // on top
  QTest::addColumn<double>("part_half_m");  // in the gripper
  QTest::addColumn<double>("expected_m");
  QTest::newRow("beside") << 1.0 << 0.0 << 0.0 << 0.45;
  QTest::newRow("a load that overhangs") << 1.0 << 0.7 << 0.0 << 0.25;
  QTest::newRow("a part in the gripper") << 1.0 << 0.0 << 0.2 << 0.3;
  QTest::newRow("in each other") << 0.52 << 0.0 << 0.0 << -0.03;
}

void TestVehicleEncounters::apart() {
  QFETCH(double, x_m);
  QFETCH(double, load_half_m);
  QFETCH(double, part_half_m);
  QFETCH(double, expected_m);
  ArmNow arm = line();
  VehicleNow vehicle = vehicleAt(x_m);
  if (load_half_m > 0) {
    vehicle.load.emplace();
    vehicle.load->half_m = Vector3d(load_half_m, 0.1, 0.1);
    vehicle.load->X_WB.translation() = Vector3d(x_m, 0, 1.1);
  }
  if (part_half_m > 0) {
    arm.part.emplace();
    arm.part->half_m = Vector3d::Constant(part_half_m);
    arm.part->X_WB.translation() = Vector3d(0, 0, 0.7);
  }
  constexpr double kRounding_m = 1e-12;
  MW_NEAR(apart_m(arm, vehicle), expected_m, 0, kRounding_m);
}

/// While it is at work on a vehicle nothing is told of that: here at the nearest moment.
void TestVehicleEncounters::tellsNothingOfWhatItServes() {
  const RobotCell robot = cell();
  const std::array<const RobotCell*, 1> cells{&robot};
  VehicleEncounters encounters(cells, {1.0}, 0.1);
  for (int i = 0; i <= 20 * 240; ++i) {
    const double t = i / 240.0;
    const double gap_m = std::min(0.02 + std::abs(t - 5), 0.04 + std::abs(t - 15));
    encounters.look(
        t, [](std::size_t) { return line(); }, [&](std::size_t) { return vehicleAt(gap_m + 0.55); },
        [t](std::size_t, std::size_t) { return t > 4 && t < 6; });
  }
  QCOMPARE(encounters.found().size(), std::size_t{1});
  QCOMPARE(encounters.found()[0].n, 1U);
  MW_NEAR(encounters.found()[0].gap_m, 0.04, 0, 1e-12);
}

/// A vehicle drives up to 2 cm, back, and up to 4 cm: one pair, twice near, nearest at the first.
void TestVehicleEncounters::tellsTheNearestMoment() {
  const RobotCell robot = cell();
  const std::array<const RobotCell*, 1> cells{&robot};
  VehicleEncounters encounters(cells, {1.0}, 0.1);
  const auto gap_m = [](double t) { return std::min(0.02 + std::abs(t - 5), 0.04 + std::abs(t - 15)); };
  for (int i = 0; i <= 20 * 240; ++i) {
    const double t = i / 240.0;
    encounters.look(
        t, [](std::size_t) { return line(); }, [&](std::size_t) { return vehicleAt(gap_m(t) + 0.55); }, isNeverMeant);
  }
  QCOMPARE(encounters.found().size(), std::size_t{1});
  const NearMiss& miss = encounters.found()[0];
  QVERIFY(miss.is_arm && miss.is_element && !miss.is_arms);
  QCOMPARE(miss.vehicle, 0U);
  QCOMPARE(miss.other, 3U);
  QCOMPARE(miss.n, 2U);
  MW_NEAR(miss.gap_m, 0.02, 0, 1e-12);
  MW_NEAR(miss.time_s, 5.0, 0, 1e-9);
}

/// 20 m away it can't be near before it has driven most of that.
void TestVehicleEncounters::looksSeldomFarApart() {
  const RobotCell robot = cell();
  const std::array<const RobotCell*, 1> cells{&robot};
  VehicleEncounters encounters(cells, {1.0}, 0.1);
  int n_looks = 0;
  for (int i = 0; i < 5 * 240; ++i) {
    encounters.look(
        i / 240.0, [](std::size_t) -> ArmNow { qFatal("looked"); },
        [&](std::size_t) {
          ++n_looks;
          return vehicleAt(20);
        },
        isNeverMeant);
  }
  QCOMPARE(n_looks, 1);
}

QTEST_APPLESS_MAIN(TestVehicleEncounters)
#include "tst_vehicle_encounters.moc"
