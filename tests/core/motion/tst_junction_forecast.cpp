// SPDX-License-Identifier: Apache-2.0
#include <QtTest>
#include <cmath>
#include <numbers>

#include "core/motion/friction.h"
#include "core/motion/junction_forecast.h"
#include "tests/support/near.h"

using namespace mw;
using namespace mw::motion;
using namespace mw::test;

namespace {

constexpr double kReach_m = 0.3;
constexpr double kHold_m = 0.6;
constexpr double kRounding = 1e-9;

/// A belt of 3 m that ends, or starts, at the hall's middle.
ConveyorGeometry belt(double yaw_deg, bool is_end, double speed_mps) {
  ConveyorGeometry conveyor;
  const double yaw_rad = yaw_deg * std::numbers::pi / 180;
  const double start_m = is_end ? -3 : 0;
  conveyor.legs.push_back({start_m * std::cos(yaw_rad), start_m * std::sin(yaw_rad), 0.8, yaw_rad, 0, 3});
  conveyor.speed_mps = speed_mps;
  conveyor.friction = kBeltFriction;
  conveyor.width_m = 2 * kReach_m;
  conveyor.end.hold_m = kHold_m;
  return conveyor;
}

JunctionWay way(double in_yaw_deg, double in_mps, double out_mps) {
  return {belt(in_yaw_deg, true, in_mps), belt(0, false, out_mps), kReach_m};
}

CrossingPart crate(const JunctionWay& way, double along_m, double speed_mps) {
  return {&way, along_m, speed_mps, 0.4, 0.3};
}

}  // namespace

/// What is foretold of parts at a junction.
class TestJunctionForecast : public QObject {
  Q_OBJECT
 private slots:
  void aWayIsStraightOrAnArc_data();
  void aWayIsStraightOrAnArc();
  void timeToBeOver_data();
  void timeToBeOver();
  void waitsUntilTheOneBeforeIsOutOfTheWay_data();
  void waitsUntilTheOneBeforeIsOutOfTheWay();
  void nobodyGetsPastOneThatStands();
};

void TestJunctionForecast::aWayIsStraightOrAnArc_data() {
  QTest::addColumn<double>("yaw_deg");
  QTest::addColumn<double>("length_m");
  QTest::newRow("straight on") << 0.0 << 2 * kReach_m;
  QTest::newRow("to the right") << 90.0 << kReach_m * std::numbers::pi / 2;
  QTest::newRow("to the left") << -90.0 << kReach_m * std::numbers::pi / 2;
  QTest::newRow("by 45 degrees") << 45.0 << kReach_m / std::tan(std::numbers::pi / 8) * std::numbers::pi / 4;
}

void TestJunctionForecast::aWayIsStraightOrAnArc() {
  QFETCH(double, yaw_deg);
  QFETCH(double, length_m);
  const JunctionWay over = way(yaw_deg, 0.5, 0.5);
  MW_NEAR(over.length_m(), length_m, 0, kRounding);
  for (double along_m = over.waitingAt_m(); along_m < over.length_m() + 0.5; along_m += 0.01) {
    const Leg here = over.placeAt(along_m);
    const Leg next = over.placeAt(along_m + 1e-4);
    // Without a jump or a kink, and found again.
    MW_NEAR(std::hypot(next.x_m - here.x_m, next.y_m - here.y_m), 1e-4, 0, kRounding);
    MW_NEAR(std::remainder(next.yaw_rad - here.yaw_rad, 2 * std::numbers::pi), 0, 0, 1e-3);
    MW_NEAR(over.alongOf({here.x_m, here.y_m, 0.8}), along_m, 0, kRounding);
  }
}

void TestJunctionForecast::timeToBeOver_data() {
  QTest::addColumn<double>("in_mps");
  QTest::addColumn<double>("out_mps");
  QTest::addColumn<double>("from_mps");
  QTest::addColumn<double>("time_s");
  const double g = 9.80665;
  const double way_m = kHold_m + kReach_m;  // from where it waits to the end of the plate
  QTest::newRow("at full speed") << 0.5 << 0.5 << 0.5 << way_m / 0.5;
  QTest::newRow("from standing") << 0.5 << 0.5 << 0.0 << way_m / 0.5 + 0.5 / (2 * 0.5 * g);
  // On the plate it gains (1 - 0.5) m/s while it goes at 0.75 m/s in the mean.
  QTest::newRow("onto a faster belt") << 0.5 << 1.0 << 0.5 << 0.3 / 0.5 + 0.6 + 0.5 / (0.5 * g) * (1 - 0.75);
  QTest::newRow("onto a slower belt") << 1.0 << 0.5 << 1.0 << way_m;
}

void TestJunctionForecast::timeToBeOver() {
  QFETCH(double, in_mps);
  QFETCH(double, out_mps);
  QFETCH(double, from_mps);
  QFETCH(double, time_s);
  const JunctionWay over = way(0, in_mps, out_mps);
  const auto foretold_s = timeToBeOver_s(crate(over, over.waitingAt_m(), from_mps), {});
  QVERIFY(foretold_s);
  // Looks are 2 cm apart, and a part gains speed from look to look.
  MW_NEAR(*foretold_s, time_s, 0, 0.02 / std::max(in_mps, out_mps));
}

void TestJunctionForecast::waitsUntilTheOneBeforeIsOutOfTheWay_data() {
  QTest::addColumn<double>("first_deg");
  QTest::addColumn<double>("then_deg");
  QTest::addColumn<double>("behind_m");  // over the junction, at least
  // The one that turns in swings its front corner to the side on which the one before still is: see docs/conveyors.md.
  const double swung_m = 0.4 + 0.3 - (2 - std::numbers::pi / 2) * kReach_m;
  QTest::newRow("straight on, straight on") << 0.0 << 0.0 << 0.4;
  QTest::newRow("straight on, from the side") << 0.0 << 90.0 << swung_m;
  QTest::newRow("from one side, from the other") << -90.0 << 90.0 << swung_m;
}

void TestJunctionForecast::waitsUntilTheOneBeforeIsOutOfTheWay() {
  QFETCH(double, first_deg);
  QFETCH(double, then_deg);
  QFETCH(double, behind_m);
  const JunctionWay before = way(first_deg, 0.5, 0.5);
  const JunctionWay behind = way(then_deg, 0.5, 0.5);
  const double at_m = behind.waitingAt_m();
  double nearest_m = 2;
  for (double apart_m = 1.5; apart_m > 0; apart_m -= 1e-3) {
    const double before_m = at_m - behind.length_m() + apart_m + before.length_m();
    const CrossingPart first = crate(before, before_m, 0.5);
    if (!timeToBeOver_s(crate(behind, at_m, 0.5), {&first, 1})) break;
    nearest_m = apart_m;
  }
  // 1 cm between them, and the corner rounds off what the rule of thumb takes for square.
  MW_NEAR(nearest_m, behind_m + 0.01, 0, 0.06);
}

void TestJunctionForecast::nobodyGetsPastOneThatStands() {
  const JunctionWay straight = way(0, 0.5, 0.5);
  const JunctionWay side = way(90, 0.5, 0.5);
  CrossingPart standing = crate(straight, straight.length_m(), 0);
  standing.is_driven = false;
  QVERIFY(!timeToBeOver_s(crate(side, side.waitingAt_m(), 0.5), {&standing, 1}));
  standing.is_driven = true;
  QVERIFY(timeToBeOver_s(crate(side, side.waitingAt_m(), 0.5), {&standing, 1}));
}

QTEST_APPLESS_MAIN(TestJunctionForecast)
#include "tst_junction_forecast.moc"
