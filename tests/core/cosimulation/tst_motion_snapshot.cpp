// SPDX-License-Identifier: Apache-2.0
#include <QtTest>
#include <cmath>

#include "core/cosimulation/motion_snapshot.h"
#include "tests/core/cosimulation/cell.h"
#include "tests/support/near.h"

using namespace mw::cosimulation;
using namespace mw::motion;

namespace {

PartPose partAt(std::uint32_t number, double x_m, std::array<double, 4> orientation = {0, 0, 0, 1}) {
  return {number, 0, {x_m, 0, 1}, orientation};
}

}  // namespace

class TestMotionSnapshot : public QObject {
  Q_OBJECT
 private slots:
  void positionsLieOnALine();
  void turnsTakeTheShorterWay();
  void partsComeAndGo();
  void clampsToItsEnds();
  void transferDevicesMoveInProportion();
  void bladesMoveInProportion();
  void copiesASession();
};

void TestMotionSnapshot::positionsLieOnALine() {
  const MotionSnapshot between = interpolate({2, {partAt(7, 1)}}, {4, {partAt(7, 3)}}, 2.5);
  QCOMPARE(between.time_s, 2.5);
  QCOMPARE(between.parts.size(), std::size_t{1});
  MW_NEAR(between.parts[0].position_m[0], 1.5, 1e-15, 0);
  MW_NEAR(between.parts[0].position_m[2], 1, 1e-15, 0);
}

void TestMotionSnapshot::turnsTakeTheShorterWay() {
  const double half = std::sqrt(0.5);
  // A quarter turn about z, written with the opposite sign: the same orientation.
  const MotionSnapshot between = interpolate({0, {partAt(0, 0)}}, {1, {partAt(0, 0, {0, 0, -half, -half})}}, 0.5);
  const auto& turn = between.parts[0].orientation;
  MW_NEAR(turn[2], std::sin(std::acos(-1.0) / 8), 1e-12, 0);  // an eighth turn; half way is exact for nlerp
  MW_NEAR(turn[3], std::cos(std::acos(-1.0) / 8), 1e-12, 0);
}

void TestMotionSnapshot::partsComeAndGo() {
  const MotionSnapshot a{0, {partAt(1, 0), partAt(2, 0), partAt(5, 0)}};
  const MotionSnapshot b{1, {partAt(2, 4), partAt(3, 8), partAt(5, 8)}};
  const MotionSnapshot between = interpolate(a, b, 0.25);
  QCOMPARE(between.parts.size(), std::size_t{3});
  QCOMPARE(between.parts[0].part, 1U);
  MW_NEAR(between.parts[0].position_m[0], 0, 0, 0);
  MW_NEAR(between.parts[1].position_m[0], 1, 1e-15, 0);
  QCOMPARE(between.parts[2].part, 5U);
  MW_NEAR(between.parts[2].position_m[0], 2, 1e-15, 0);
}

void TestMotionSnapshot::clampsToItsEnds() {
  const MotionSnapshot a{0, {partAt(1, 0)}};
  const MotionSnapshot b{1, {partAt(3, 8)}};
  QCOMPARE(interpolate(a, b, -1).parts[0].part, 1U);
  QCOMPARE(interpolate(a, b, 1).parts[0].part, 3U);
  QCOMPARE(interpolate(b, b, 1).parts[0].part, 3U);
}

void TestMotionSnapshot::bladesMoveInProportion() {
  MotionSnapshot a{0, {}};
  a.stops = {{2, 0, 0.0}, {2, 1, 1.0}};
  MotionSnapshot b{1, {}};
  b.stops = {{2, 0, 0.8}, {2, 1, 0.6}};
  const MotionSnapshot between = interpolate(a, b, 0.25);
  QCOMPARE(between.stops.size(), std::size_t{2});
  QCOMPARE(between.stops[1].stop, 1U);
  MW_NEAR(between.stops[0].down, 0.2, 1e-15, 0);
  MW_NEAR(between.stops[1].down, 0.9, 1e-15, 0);
}

void TestMotionSnapshot::transferDevicesMoveInProportion() {
  MotionSnapshot a{0, {}};
  a.transfers = {{2, 1.0}, {5, -0.2}};
  MotionSnapshot b{1, {}};
  b.transfers = {{2, 3.0}, {5, 0.2}};
  const MotionSnapshot between = interpolate(a, b, 0.25);
  QCOMPARE(between.transfers.size(), std::size_t{2});
  QCOMPARE(between.transfers[1].element, 5U);
  MW_NEAR(between.transfers[0].stand, 1.5, 1e-15, 0);
  MW_NEAR(between.transfers[1].stand, -0.1, 1e-15, 0);
}

void TestMotionSnapshot::copiesASession() {
  MotionSession session = mw::test::sessionOf(mw::test::cellJson(0));
  mw::test::runUntil(session, 5);
  const MotionSnapshot snapshot = snapshotOf(session);
  QCOMPARE(snapshot.time_s, session.time_s());
  QCOMPARE(snapshot.parts.size(), session.parts().size());
  QVERIFY(snapshot.parts.size() >= 3);
  for (std::size_t i = 1; i < snapshot.parts.size(); ++i) QVERIFY(snapshot.parts[i - 1].part < snapshot.parts[i].part);
}

QTEST_APPLESS_MAIN(TestMotionSnapshot)
#include "tst_motion_snapshot.moc"
