// SPDX-License-Identifier: Apache-2.0
#include <QTest>

#include "core/motion/drive/right_of_way.h"

using namespace mw::motion;

namespace {

constexpr double kStep_s = 0.25;  // how often the right of way looks

/// On its way from node 1 to 2.
VehicleRun onItsWay() {
  VehicleRun run;
  run.is_idle = false;
  run.is_driving = true;
  run.v_mps = 1;
  run.legs = {{1, 2}};
  return run;
}

/// Out of the way of the other, on its own, bound for node 2 afterwards.
VehicleRun madeWay(std::uint32_t for_whom) {
  VehicleRun run = onItsWay();
  run.owed = run.legs;
  run.legs = {{1, 5}};
  run.legs.front().is_own = true;
  run.aside = Aside::There;
  run.makes_way_for = for_whom;
  return run;
}

}  // namespace

/// What is told of vehicles that get nowhere; how they go aside is in tst_vehicle_line.
class TestRightOfWay : public QObject {
  Q_OBJECT
 private slots:
  void tellsWhoIsKeptFromItsWay_data();
  void tellsWhoIsKeptFromItsWay();
  void forgetsADelayThatIsOver();
};

void TestRightOfWay::tellsWhoIsKeptFromItsWay_data() {
  QTest::addColumn<bool>("makes_way");
  QTest::addColumn<double>("duration_s");
  QTest::addColumn<int>("told");
  QTest::newRow("to and fro for eleven minutes") << true << 660.0 << 1;
  QTest::newRow("nine minutes are patience") << true << 540.0 << 0;
  QTest::newRow("a long road that nobody blocks") << false << 3600.0 << 0;
}

void TestRightOfWay::tellsWhoIsKeptFromItsWay() {
  QFETCH(bool, makes_way);
  QFETCH(double, duration_s);
  QFETCH(int, told);
  RightOfWay right_of_way({});
  std::vector<VehicleRun> vehicles{onItsWay(), onItsWay()};
  for (double t_s = 0; t_s < duration_s; t_s += kStep_s) {
    // To and fro: half a minute aside, half a minute on its way.
    const bool is_aside = makes_way && static_cast<int>(t_s / 30) % 2 == 1;
    vehicles[1] = is_aside ? madeWay(0) : onItsWay();
    QVERIFY(!right_of_way.settle(vehicles, t_s));
  }
  const std::vector<Standstill>& standstills = right_of_way.standstills();
  QCOMPARE(static_cast<int>(standstills.size()), told);
  if (told == 0) return;
  QCOMPARE(standstills[0].vehicle, 1U);
  QCOMPARE(standstills[0].blocker, 0U);
  QCOMPARE(standstills[0].node, 2U);
  QCOMPARE(standstills[0].time_s, 0.0);
  QVERIFY(standstills[0].longest_s >= duration_s - 2 * kStep_s);
}

void TestRightOfWay::forgetsADelayThatIsOver() {
  RightOfWay right_of_way({});
  std::vector<VehicleRun> vehicles{onItsWay(), madeWay(0)};
  for (double t_s = 0; t_s < 1000; t_s += kStep_s) {
    // At 500 s it drives on to its node and is sent along two roads.
    if (t_s == 500) vehicles[1].owed = {{2, 3}, {3, 4}};
    QVERIFY(!right_of_way.settle(vehicles, t_s));
  }
  QVERIFY(right_of_way.standstills().empty());
}

QTEST_APPLESS_MAIN(TestRightOfWay)
#include "tst_right_of_way.moc"
