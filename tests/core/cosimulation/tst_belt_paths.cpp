// SPDX-License-Identifier: Apache-2.0
#include <QtTest>
#include <cmath>
#include <numbers>

#include "core/cosimulation/agreement.h"
#include "tests/core/cosimulation/cell.h"
#include "tests/support/near.h"

using namespace mw;
using namespace mw::cosimulation;
using namespace mw::motion;
using namespace mw::test;

namespace {

constexpr double kDegree_rad = std::numbers::pi / 180;
constexpr double kStep_s = 1.0 / 240;
// A thousandth of the way is what contacts rock a part about, and arrival is seen up to a step late.
constexpr double kCreep = 2e-3;

/// The cell with a belt of this length that climbs from its start.
Json climbing(double slope_deg, double length_m = 4) {
  Json cell = cellJson(0);
  belt(cell).erase("length_m");
  const double slope_rad = slope_deg * kDegree_rad;
  belt(cell)["path"] = {{0, 0, 0}, {length_m * std::cos(slope_rad), 0, length_m * std::sin(slope_rad)}};
  return cell;
}

bool isNoted(const MotionSession& session, const QString& text) {
  return std::any_of(session.notes().begin(), session.notes().end(),
                     [&text](const std::string& note) { return QString::fromStdString(note).contains(text); });
}

double yaw_rad(const PartPose& part) {
  const auto& q = part.orientation;
  return std::atan2(2 * (q[3] * q[2] + q[0] * q[1]), 1 - 2 * (q[1] * q[1] + q[2] * q[2]));
}

}  // namespace

/// Belts that climb, bend and roll.
class TestBeltPaths : public QObject {
  Q_OBJECT
 private slots:
  void slopesTakeLengthOverSpeed_data();
  void slopesTakeLengthOverSpeed();
  void partsSlideBackAboveTheFrictionAngle_data();
  void partsSlideBackAboveTheFrictionAngle();
  void partsTipBackOnASlope_data();
  void partsTipBackOnASlope();
  void overAHill();
  void eventsTakeTheSameWay();
  void bendsTakeArcOverSpeed_data();
  void bendsTakeArcOverSpeed();
  void partsKeepTheirFrontInABend();
  void fastPartsSlideOutwardInABend();
  void shortPartsOnRollersAreNoted();
};

void TestBeltPaths::slopesTakeLengthOverSpeed_data() {
  QTest::addColumn<double>("slope_deg");
  for (const double slope_deg : {5.0, 15.0, 25.0, -10.0, -25.0}) {
    QTest::newRow(qPrintable(QString("%1 degrees").arg(slope_deg))) << slope_deg;
  }
}

void TestBeltPaths::slopesTakeLengthOverSpeed() {
  QFETCH(double, slope_deg);
  MotionSession session = sessionOf(climbing(slope_deg));
  const double slope_rad = slope_deg * kDegree_rad;
  while (session.time_s() < 30) {
    session.step();
    for (const PartPose& part : session.parts()) {
      // 0.1 m is half a crate, square to the belt.
      const double foot_m = part.position_m[0] + 0.1 * std::sin(slope_rad);
      MW_NEAR(part.position_m[2], 0.8 + foot_m * std::tan(slope_rad) + 0.1 * std::cos(slope_rad), 0, 2e-3);
    }
  }
  QVERIFY(session.transports().size() > 10);
  for (const Transport& transport : session.transports()) {
    MW_NEAR(transport.left_s - transport.entered_s, 8, 0, kStep_s + kCreep * 8);
  }
  QVERIFY(session.mishaps().empty() && session.notes().empty());
}

/// A block stays on a slope up to tan(slope) = friction.
void TestBeltPaths::partsSlideBackAboveTheFrictionAngle_data() {
  QTest::addColumn<double>("friction");
  QTest::addColumn<double>("slope_deg");
  QTest::addColumn<bool>("is_carried");
  for (const double friction : {0.25, 0.5, 0.7}) {
    const double angle_deg = std::atan(friction) / kDegree_rad;
    for (const double beside_deg : {-1.0, 1.0}) {
      QTest::addRow("friction %.2f, %+.0f degree", friction, beside_deg)
          << friction << angle_deg + beside_deg << (beside_deg < 0);
    }
  }
}

void TestBeltPaths::partsSlideBackAboveTheFrictionAngle() {
  QFETCH(double, friction);
  QFETCH(double, slope_deg);
  QFETCH(bool, is_carried);
  Json cell = climbing(slope_deg);
  belt(cell)["friction"] = friction;
  MotionSession session = sessionOf(cell);
  runUntil(session, 20);
  QCOMPARE(session.delivered() > 3, is_carried);
  QCOMPARE(isNoted(session, "parts slide back above"), !is_carried);
  if (!is_carried) QCOMPARE(session.delivered(), std::int64_t{0});
}

/// A block tips where its middle is over its lower edge: tan(slope) = length / height.
void TestBeltPaths::partsTipBackOnASlope_data() {
  QTest::addColumn<double>("slope_deg");
  QTest::addColumn<bool>("is_carried");
  QTest::newRow("below 14 degrees") << 12.0 << true;
  QTest::newRow("above 14 degrees") << 16.5 << false;
}

void TestBeltPaths::partsTipBackOnASlope() {
  QFETCH(double, slope_deg);
  QFETCH(bool, is_carried);
  Json cell = climbing(slope_deg);
  cell["parts"][0]["size_m"] = {0.15, 0.3, 0.6};
  MotionSession session = sessionOf(cell);
  runUntil(session, 20);
  QCOMPARE(isNoted(session, "parts \"crate\" tip over above 14.0 degrees"), !is_carried);
  const bool has_tipped = std::any_of(session.mishaps().begin(), session.mishaps().end(),
                                      [](const Mishap& mishap) { return mishap.kind == MishapKind::Tipped; });
  QCOMPARE(has_tipped, !is_carried);
}

void TestBeltPaths::overAHill() {
  Json cell = cellJson(0);
  belt(cell).erase("length_m");
  belt(cell)["path"] = Json::parse("[[0,0,0],[2,0,0],[5,0,0.9],[7,0,0.9],[10,0,0],[12,0,0]]");
  MotionSession session = sessionOf(cell);
  runUntil(session, 60);
  QVERIFY(session.mishaps().empty());
  QVERIFY(session.delivered() > 15);
  const double free_s = (6 + 2 * std::hypot(3, 0.9)) / 0.5;
  MW_NEAR(session.conveyors()[0].free_transport_s, free_s, 1e-12, 0);
  // A crate's middle goes round a kink a few centimetres above the belt, which is shorter or longer than the belt by
  // 0.1 m tan(16.7 degrees / 2) at each.
  for (const Transport& transport : session.transports()) {
    MW_NEAR(transport.left_s - transport.entered_s, free_s, 0, 4 * 0.03 / 0.5);
  }
}

void TestBeltPaths::eventsTakeTheSameWay() {
  Json cell = climbing(20, 6);
  cell["elements"][0] = Json::parse(R"({"id": "src", "type": "source", "part": "crate", "interarrival": 4})");
  const factory::Factory factory = factory::Factory::fromJson(cell);
  MotionSettings settings;
  settings.duration_s = 120;
  const Agreement agreement = compareWithEvents(factory, runMotion(factory, settings));
  QVERIFY2(agreement.agrees(), agreementText(agreement).c_str());
  MW_NEAR(agreement.elements[0].events_s, 12, 1e-9, 0);
  MW_NEAR(agreement.elements[0].motion_s, 12, 0, kStep_s + kCreep * 12);
}

void TestBeltPaths::bendsTakeArcOverSpeed_data() {
  QTest::addColumn<QString>("path");
  QTest::addColumn<double>("radius_m");
  QTest::addColumn<double>("length_m");
  const double pi = std::numbers::pi;
  QTest::newRow("left") << "[[0,0,0],[3,0,0],[3,3,0]]" << 1.0 << 4 + pi / 2;
  QTest::newRow("right") << "[[0,0,0],[3,0,0],[3,-3,0]]" << 1.5 << 3 + 1.5 * pi / 2;
  QTest::newRow("S") << "[[0,0,0],[3,0,0],[3,3,0],[6,3,0]]" << 1.2 << 9 - 4 * 1.2 + 1.2 * pi;
}

void TestBeltPaths::bendsTakeArcOverSpeed() {
  QFETCH(QString, path);
  QFETCH(double, radius_m);
  QFETCH(double, length_m);
  Json cell = cellJson(0);
  belt(cell).erase("length_m");
  belt(cell)["path"] = Json::parse(path.toStdString());
  belt(cell)["bend_radius_m"] = radius_m;
  MotionSession session = sessionOf(cell);
  runUntil(session, 60);
  QVERIFY(session.mishaps().empty());
  QVERIFY(session.transports().size() > 15);
  for (const Transport& transport : session.transports()) {
    MW_NEAR(transport.left_s - transport.entered_s, length_m / 0.5, 0, kStep_s + 2 * kCreep * length_m / 0.5);
  }
}

void TestBeltPaths::partsKeepTheirFrontInABend() {
  Json cell = cellJson(0);
  belt(cell).erase("length_m");
  belt(cell)["path"] = Json::parse("[[0,0,0],[3,0,0],[3,3,0]]");
  belt(cell)["bend_radius_m"] = 1.0;
  MotionSession session = sessionOf(cell);
  while (session.time_s() < 30) {
    session.step();
    for (const PartPose& part : session.parts()) {
      const double dx = part.position_m[0] - 2;
      const double dy = part.position_m[1] - 1;
      if (dx < 0.3 || dy > -0.3) continue;  // wholly in the bend
      // While half of it lies on the straight belt before, that pulls it off its arc and turn a little.
      MW_NEAR(std::hypot(dx, dy), 1, 0, 0.03);
      MW_NEAR(yaw_rad(part), std::atan2(dx, -dy), 0, 5 * kDegree_rad);
    }
  }
  QVERIFY(session.delivered() > 5);
}

/// Friction holds a part on its arc up to v^2 / r = friction g: 2.2 m/s on a metre.
void TestBeltPaths::fastPartsSlideOutwardInABend() {
  for (const double speed_mps : {1.8, 2.7}) {
    Json cell = cellJson(0);
    belt(cell).erase("length_m");
    belt(cell)["path"] = Json::parse("[[0,0,0],[3,0,0],[3,3,0]]");
    belt(cell)["bend_radius_m"] = 1.0;
    belt(cell)["speed_mps"] = speed_mps;
    belt(cell)["size_m"] = {3, 1.2, 0.8};
    MotionSession session = sessionOf(cell);
    double outmost_m = 0;
    while (session.time_s() < 10) {
      session.step();
      for (const PartPose& part : session.parts()) {
        const double dx = part.position_m[0] - 2;
        const double dy = part.position_m[1] - 1;
        if (dx > 0 && dy < 0) outmost_m = std::max(outmost_m, std::hypot(dx, dy));
      }
    }
    QVERIFY(outmost_m > 0.9);
    QCOMPARE(outmost_m > 1.05, speed_mps > 2.2);
  }
}

void TestBeltPaths::shortPartsOnRollersAreNoted() {
  Json cell = cellJson(0);
  belt(cell)["surface"] = "rollers";
  belt(cell)["roller_pitch_m"] = 0.13;
  MotionSession enough = sessionOf(cell);
  QVERIFY(enough.notes().empty());
  belt(cell)["roller_pitch_m"] = 0.15;
  MotionSession too_few = sessionOf(cell);
  QVERIFY(isNoted(too_few, "conveyor \"belt\" has a roller every 0.15 m: parts \"crate\" of 0.4 m stand on fewer"));
  // Rollers hold half as much as a belt: 14 degrees.
  Json slope = climbing(16);
  belt(slope)["surface"] = "rollers";
  MotionSession sliding = sessionOf(slope);
  QVERIFY(isNoted(sliding, "parts slide back above 14.0 degrees"));
  runUntil(sliding, 15);
  QCOMPARE(sliding.delivered(), std::int64_t{0});
}

QTEST_APPLESS_MAIN(TestBeltPaths)
#include "tst_belt_paths.moc"
