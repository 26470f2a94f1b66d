// SPDX-License-Identifier: Apache-2.0
#include <QtTest>
#include <cmath>

#include "core/base/error.h"
#include "core/cosimulation/motion_session.h"
#include "tests/core/cosimulation/cell.h"
#include "tests/support/near.h"

using namespace mw;
using namespace mw::cosimulation;
using namespace mw::motion;
using namespace mw::test;

class TestMotionSession : public QObject {
  Q_OBJECT
 private slots:
  void freePartsTakeLengthOverSpeed_data();
  void freePartsTakeLengthOverSpeed();
  void partsEnterOnePitchApart();
  void accumulatingBeltClosesUp();
  void blockedQueueRestsAndGoesOn();
  void otherBeltStops();
  void stoppedBeltGoesOn();
  void turnedConveyorCarriesAlongItsOwnAxis_data();
  void turnedConveyorCarriesAlongItsOwnAxis();
  void bentConveyorBringsPartsRound_data();
  void bentConveyorBringsPartsRound();
  void queueRoundACornerIsNoJam_data();
  void queueRoundACornerIsNoJam();
  void partsPassThroughWhatTheyFlowInto();
  void partsJamAtWhatStandsInTheWay();
  void guessedExtentStopsNoBelt();
  void tallPartTipsAtTheStop();
  void saysWhatItCannotDoWell_data();
  void saysWhatItCannotDoWell();
  void refuses_data();
  void refuses();
};

void TestMotionSession::freePartsTakeLengthOverSpeed_data() {
  QTest::addColumn<double>("length_m");
  QTest::addColumn<double>("speed_mps");
  QTest::addColumn<double>("step_s");
  QTest::newRow("usual") << 4.0 << 0.5 << 1.0 / 240;
  QTest::newRow("coarse step") << 4.0 << 0.5 << 1.0 / 60;
  QTest::newRow("fast") << 6.0 << 2.0 << 1.0 / 240;
  QTest::newRow("slow") << 1.0 << 0.1 << 1.0 / 240;
}

void TestMotionSession::freePartsTakeLengthOverSpeed() {
  QFETCH(double, length_m);
  QFETCH(double, speed_mps);
  QFETCH(double, step_s);
  Json cell = cellJson(0);
  belt(cell)["length_m"] = length_m;
  belt(cell)["speed_mps"] = speed_mps;
  MotionSession session = sessionOf(cell, step_s);
  runUntil(session, 4 * length_m / speed_mps);
  QVERIFY(session.transports().size() >= 3);
  // Discretisation: arrival is seen up to one step late. What the solver leaves is 1e-5 of the speed.
  const double tolerance_s = step_s + 1e-5 * length_m / speed_mps;
  for (const Transport& transport : session.transports()) {
    MW_NEAR(transport.left_s - transport.entered_s, length_m / speed_mps, 0, tolerance_s);
  }
  QVERIFY(session.mishaps().empty());
  MW_NEAR(session.conveyors()[0].free_transport_s, length_m / speed_mps, 1e-12, 0);
}

void TestMotionSession::partsEnterOnePitchApart() {
  MotionSession session = sessionOf(cellJson(0));
  runUntil(session, 30);
  const auto transports = session.transports();
  QVERIFY(transports.size() > 10);
  for (std::size_t i = 1; i < transports.size(); ++i) {
    // 0.8 m at 0.5 m/s; room is seen up to one step late.
    MW_NEAR(transports[i].entered_s - transports[i - 1].entered_s, 1.6, 0, 1.0 / 240 + 2e-3);
  }
  QCOMPARE(session.delivered(), static_cast<std::int64_t>(transports.size()));
}

void TestMotionSession::accumulatingBeltClosesUp() {
  MotionSession session = sessionOf(cellJson(1e6));
  double deepest_m = 0;
  while (session.time_s() < 40) {
    session.step();
    deepest_m = std::max(deepest_m, session.deepestOverlap_m());
  }
  const auto parts = session.parts();
  QVERIFY(session.conveyors()[0].is_running);
  QVERIFY(parts.size() >= 9);  // 4 m of crates of 0.4 m that touch, the last still out of the way of the next
  for (std::size_t i = 1; i < parts.size(); ++i) {
    const double apart_m = parts[i - 1].position_m[0] - parts[i].position_m[0];
    QVERIFY2(apart_m > 0.4 - 1e-3, qPrintable(QString::number(apart_m, 'g', 6)));
    QVERIFY2(apart_m < 0.42, qPrintable(QString::number(apart_m, 'g', 6)));
  }
  // Contacts are held apart by impulses with a margin of a fraction of a millimetre; a crate is 400 mm long.
  QVERIFY2(deepest_m < 2e-3, qPrintable(QString::number(deepest_m)));
  QVERIFY(session.conveyors()[0].waited_s > 20);
  QVERIFY(session.mishaps().empty());
}

void TestMotionSession::blockedQueueRestsAndGoesOn() {
  MotionSession session = sessionOf(cellJson(50));
  runUntil(session, 40);
  const std::vector<PartPose> before(session.parts().begin(), session.parts().end());
  QVERIFY(before.size() >= 9);
  runUntil(session, 45);
  for (std::size_t i = 0; i < before.size(); ++i) QVERIFY(session.parts()[i].position_m == before[i].position_m);
  // First arrival at 8 s; the rack lets one part go every 50 s.
  runUntil(session, 170);
  QCOMPARE(session.delivered(), std::int64_t{3});
  QVERIFY(session.parts().size() >= 9);
  QVERIFY(session.mishaps().empty());
}

void TestMotionSession::otherBeltStops() {
  Json cell = cellJson(1e6);
  belt(cell)["accumulating"] = false;
  belt(cell)["pitch_m"] = 0.7;  // nothing is put down as the belt stops
  MotionSession session = sessionOf(cell);
  runUntil(session, 30);
  QVERIFY(!session.conveyors()[0].is_running);
  const std::vector<PartPose> before(session.parts().begin(), session.parts().end());
  QVERIFY(before.size() >= 5);
  for (std::size_t i = 1; i < before.size(); ++i) {
    // A part is put down up to a step late (2 mm); all slide alike when the belt stops.
    MW_NEAR(before[i - 1].position_m[0] - before[i].position_m[0], 0.7, 0, 2.5e-3);
  }
  runUntil(session, 35);
  QCOMPARE(session.parts().size(), before.size());
  for (std::size_t i = 0; i < before.size(); ++i) {
    MW_NEAR(session.parts()[i].position_m[0], before[i].position_m[0], 0, 1e-4);
  }
}

void TestMotionSession::stoppedBeltGoesOn() {
  Json cell = cellJson(5);
  belt(cell)["accumulating"] = false;
  MotionSession session = sessionOf(cell);
  runUntil(session, 60);
  // First arrival at 8 s, then one part every 5 s: the rack is what limits the line.
  QCOMPARE(session.delivered(), std::int64_t{10});
}

void TestMotionSession::turnedConveyorCarriesAlongItsOwnAxis_data() {
  QTest::addColumn<double>("yaw_deg");
  for (const double yaw_deg : {0.0, 30.0, 90.0, 180.0, -135.0}) {
    QTest::newRow(qPrintable(QString("%1 degrees").arg(yaw_deg))) << yaw_deg;
  }
}

void TestMotionSession::turnedConveyorCarriesAlongItsOwnAxis() {
  QFETCH(double, yaw_deg);
  Json cell = cellJson(0);
  belt(cell)["pose"] = {{"x_m", 3}, {"y_m", -2}, {"z_m", 0.5}, {"yaw_deg", yaw_deg}};
  MotionSession session = sessionOf(cell);
  const double yaw_rad = yaw_deg * std::acos(-1.0) / 180;
  while (session.time_s() < 20) {
    session.step();
    for (const PartPose& part : session.parts()) {
      const double dx = part.position_m[0] - 3;
      const double dy = part.position_m[1] + 2;
      const double along_m = dx * std::cos(yaw_rad) + dy * std::sin(yaw_rad);
      const double across_m = -dx * std::sin(yaw_rad) + dy * std::cos(yaw_rad);
      QVERIFY(along_m > -2.01 && along_m < 2.01);
      MW_NEAR(across_m, 0, 0, 1e-3);
      MW_NEAR(part.position_m[2], 0.5 + 0.8 + 0.1, 0, 2e-3);  // foot, belt, half a crate
    }
  }
  QVERIFY(session.delivered() >= 7);
}

void TestMotionSession::bentConveyorBringsPartsRound_data() {
  QTest::addColumn<QString>("path");
  QTest::newRow("left") << "[[0,0,0],[3,0,0],[3,3,0]]";
  QTest::newRow("right") << "[[0,0,0],[3,0,0],[3,-3,0]]";
  QTest::newRow("45 degrees") << "[[0,0,0],[3,0,0],[5,2,0]]";
  QTest::newRow("twice") << "[[0,0,0],[2.5,0,0],[2.5,2.5,0],[5,2.5,0]]";
}

void TestMotionSession::bentConveyorBringsPartsRound() {
  QFETCH(QString, path);
  Json cell = cellJson(0);
  belt(cell).erase("length_m");
  belt(cell)["path"] = Json::parse(path.toStdString());
  MotionSession session = sessionOf(cell);
  runUntil(session, 60);
  QVERIFY(session.mishaps().empty());
  QVERIFY2(session.delivered() >= 20, qPrintable(QString::number(session.delivered())));
  // A corner is cut or slid through: up to its width of 0.7 m shorter, up to a few seconds longer.
  const double free_s = session.conveyors()[0].free_transport_s;
  for (const Transport& transport : session.transports()) {
    const double time_s = transport.left_s - transport.entered_s;
    QVERIFY2(time_s > free_s - 3 && time_s < free_s + 10, qPrintable(QString::number(time_s)));
  }
}

void TestMotionSession::queueRoundACornerIsNoJam_data() {
  bentConveyorBringsPartsRound_data();
}

void TestMotionSession::queueRoundACornerIsNoJam() {
  QFETCH(QString, path);
  Json cell = cellJson(1e6);
  belt(cell).erase("length_m");
  belt(cell)["path"] = Json::parse(path.toStdString());
  MotionSession session = sessionOf(cell);
  runUntil(session, 90);
  QVERIFY(session.parts().size() > 8);
  for (const Mishap& mishap : session.mishaps()) QVERIFY(mishap.kind != MishapKind::Jammed);
}

void TestMotionSession::partsPassThroughWhatTheyFlowInto() {
  Json cell = cellJson(0);
  cell["elements"][2]["pose"] = {{"x_m", 2}};
  cell["elements"][2]["size_m"] = {2, 2, 2};
  MotionSession session = sessionOf(cell);
  runUntil(session, 20);
  QVERIFY(session.delivered() >= 7);
}

void TestMotionSession::partsJamAtWhatStandsInTheWay() {
  Json cell = cellJson(0);
  cell["elements"][3]["pose"] = {{"x_m", 0.5}};
  cell["elements"][3]["size_m"] = {0.5, 1, 2};
  MotionSession session = sessionOf(cell);
  runUntil(session, 20);
  QCOMPARE(session.delivered(), std::int64_t{0});
  for (const PartPose& part : session.parts()) QVERIFY(part.position_m[0] < 0.06);  // before the face at 0.25 m
  // Said once, of the first part: those behind it are a queue.
  QCOMPARE(session.mishaps().size(), std::size_t{1});
  const Mishap& jam = session.mishaps()[0];
  QCOMPARE(jam.kind, MishapKind::Jammed);
  QCOMPARE(jam.element, 1U);
  QCOMPARE(jam.blocker, 3U);
  // 2.05 m at 0.5 m/s, then three seconds of standing; it creeps a little against the face before.
  MW_NEAR(jam.time_s, 2.05 / 0.5 + 3, 0, 1.0);
}

void TestMotionSession::guessedExtentStopsNoBelt() {
  Json cell = cellJson(0);
  cell["elements"][3]["pose"] = {{"x_m", 0.5}};  // the sink's own size is not given
  MotionSession session = sessionOf(cell);
  runUntil(session, 20);
  QVERIFY(session.delivered() > 3);
}

void TestMotionSession::tallPartTipsAtTheStop() {
  Json cell = cellJson(1e6);
  cell["parts"][0]["size_m"] = {0.12, 0.12, 1.0};
  belt(cell)["speed_mps"] = 2.0;
  MotionSession session = sessionOf(cell);
  runUntil(session, 20);
  QVERIFY(!session.mishaps().empty());
  QCOMPARE(session.mishaps()[0].element, 1U);
  for (const PartPose& part : session.parts()) QVERIFY(std::abs(part.position_m[2]) < 3);
}

void TestMotionSession::saysWhatItCannotDoWell_data() {
  QTest::addColumn<QString>("pointer");
  QTest::addColumn<double>("value");
  QTest::addColumn<QString>("note");
  QTest::newRow("fast")
      << "/elements/1/speed_mps" << 30.0
      << "conveyor \"belt\" moves 0.125 m in a step: parts may pass the stop at its end; take a step of "
         "1/600 s or less";
  QTest::newRow("tiny part")
      << "/parts/0/size_m/2" << 0.001
      << "conveyor \"belt\" moves 0.00208 m in a step: parts \"crate\" of 0.001 m may pass through "
         "each other or tip over; take a step of 1/1000 s or less";
}

/// Said before, and whatever becomes of it, all that is there stays somewhere.
void TestMotionSession::saysWhatItCannotDoWell() {
  QFETCH(QString, pointer);
  QFETCH(double, value);
  QFETCH(QString, note);
  Json cell = cellJson(1e6);
  cell[Json::json_pointer(pointer.toStdString())] = value;
  MotionSession session = sessionOf(cell);
  QCOMPARE(session.notes().size(), std::size_t{1});
  QCOMPARE(QString::fromStdString(session.notes()[0]), note);
  while (session.time_s() < 10) {
    session.step();
    for (const PartPose& part : session.parts()) {
      QVERIFY(std::isfinite(part.position_m[0]) && std::isfinite(part.position_m[2]));
    }
  }
}

void TestMotionSession::refuses_data() {
  QTest::addColumn<QString>("pointer");
  QTest::addColumn<QString>("value");
  QTest::addColumn<QString>("message");
  QTest::newRow("steep") << "/elements/1/path"
                         << "[[0,0,0],[1,0,2]]"
                         << "/elements/1/path: conveyor \"belt\" climbs at 63 degrees";
  QTest::newRow("turn") << "/elements/1/path"
                        << "[[0,0,0],[3,0,0],[0,1,0]]"
                        << "conveyor \"belt\" turns by more than 90 degrees";
  QTest::newRow("short leg") << "/elements/1/path"
                             << "[[0,0,0],[3,0,0],[3,0.4,0]]"
                             << "a leg of conveyor \"belt\" is shorter than its corner";
  QTest::newRow("narrow") << "/elements/1/size_m"
                          << "[4, 0.35, 0.8]"
                          << "conveyor \"belt\" is 0.35 m wide";
  QTest::newRow("no mass") << "/parts/0/mass_kg"
                           << "0"
                           << "mass_kg is 0; give a number above 0 kg";
  QTest::newRow("light as nothing") << "/parts/0/mass_kg"
                                    << "1e-9"
                                    << "/parts/0/mass_kg: part \"crate\" of 1e-09 kg can't be moved";
  QTest::newRow("heavy as a hill") << "/parts/0/mass_kg"
                                   << "1e9"
                                   << "/parts/0/mass_kg: part \"crate\" of 1e+09 kg can't be moved";
  QTest::newRow("no conveyor") << "/elements/1"
                               << R"({"id": "belt", "type": "buffer"})"
                               << "there is no conveyor";
  QTest::newRow("incomplete") << "/elements/1"
                              << R"({"id": "belt", "type": "conveyor"})"
                              << "has no length";
}

void TestMotionSession::refuses() {
  QFETCH(QString, pointer);
  QFETCH(QString, value);
  QFETCH(QString, message);
  Json cell = cellJson(1);
  cell[Json::json_pointer(pointer.toStdString())] = Json::parse(value.toStdString());
  try {
    (void)sessionOf(cell);
    QFAIL("accepted");
  } catch (const InputError& error) {
    QVERIFY2(QString(error.what()).contains(message), error.what());
  }
}

QTEST_APPLESS_MAIN(TestMotionSession)
#include "tst_motion_session.moc"
