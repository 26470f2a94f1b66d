// SPDX-License-Identifier: Apache-2.0
#include <QtTest>
#include <cmath>

#include "core/motion/bullet/bullet_world.h"
#include "core/motion/drive/vehicle_line.h"
#include "tests/support/near.h"

using namespace mw;
using namespace mw::motion;

namespace {

constexpr double kStep_s = 1.0 / 240;
constexpr double kGravity_mps2 = 9.80665;
constexpr double kFriction = 0.5;  // part on bed, see core/motion/friction.h

/// A road of 40 m along x from a over b (at 20 m) to c, and one across it over b from d to e; fleets as given.
Json hall(const std::string& vehicles) {
  return Json::parse(R"({"format": "millwright-factory/1",
    "parts": [{"id": "crate", "size_m": [0.4, 0.3, 0.2], "mass_kg": 4},
              {"id": "post", "size_m": [0.2, 0.2, 1.2], "mass_kg": 8}],
    "elements": [{"id": "s", "type": "source", "part": "crate", "supply": "unlimited", "pose": {"y_m": 50}},
                 {"id": "o", "type": "sink", "pose": {"x_m": 40, "y_m": 50}}],
    "flows": [{"from": "s", "to": "o", "by": "vehicle", "vehicles": "agv"}],
    "networks": [{"id": "hall", "nodes": [
        {"id": "a", "x_m": 0, "y_m": 0}, {"id": "b", "x_m": 20, "y_m": 0}, {"id": "c", "x_m": 40, "y_m": 0},
        {"id": "d", "x_m": 20, "y_m": -20}, {"id": "e", "x_m": 20, "y_m": 20}],
      "edges": [{"from": "a", "to": "b", "two_way": false}, {"from": "b", "to": "c", "two_way": false},
                {"from": "d", "to": "b", "two_way": false}, {"from": "b", "to": "e", "two_way": false}]}],
    "vehicles": [)" + vehicles +
                     "]}");
}

enum Node : std::uint32_t { A, B, C, D, E };

struct Drive {
  explicit Drive(const Json& json)
      : factory(factory::Factory::fromJson(json)),
        world(makeBulletWorld()),
        line(factory, {factory.parts().begin(), factory.parts().end()}, *world) {}

  void step() {
    line.drive(kStep_s);
    world->step(kStep_s);
    ++n_steps;
    line.observe(time_s());
  }
  /// Until it stands at the end of its way. @returns when
  double runUntilThere(std::uint32_t vehicle) {
    while (time_s() < 200) {
      step();
      for (const std::uint32_t arrived : line.takeArrived()) {
        if (arrived == vehicle) return time_s();
      }
    }
    return -1;
  }
  [[nodiscard]] double time_s() const { return n_steps * kStep_s; }
  [[nodiscard]] VehicleState at(std::size_t vehicle) const { return line.vehicles()[vehicle]; }

  factory::Factory factory;
  std::unique_ptr<RigidWorld> world;
  VehicleLine line;
  int n_steps = 0;
};

RoadLeg leg(Node from, Node to, bool is_stop = true) {
  return {from, to, is_stop, 0, false};
}

std::string fleet(double speed_mps, double acceleration_mps2, double deceleration_mps2, const std::string& more = "") {
  return QStringLiteral(R"({"id": "agv", "network": "hall", "speed_mps": %1, "acceleration_mps2": %2,
                            "deceleration_mps2": %3%4})")
      .arg(speed_mps)
      .arg(acceleration_mps2)
      .arg(deceleration_mps2)
      .arg(QString::fromStdString(more))
      .toStdString();
}

}  // namespace

class TestVehicleLine : public QObject {
  Q_OBJECT
 private slots:
  void takesTheTimeOfTheTrapezoid_data();
  void takesTheTimeOfTheTrapezoid();
  void stopsWithinItsStoppingDistance_data();
  void stopsWithinItsStoppingDistance();
  void keepsItsDistance_data();
  void keepsItsDistance();
  void goesThroughANodeWithoutAStop();
  void slowsDownInACorner();
  void loadStaysBelowTheFrictionLimitAndSlidesAboveIt_data();
  void loadStaysBelowTheFrictionLimitAndSlidesAboveIt();
  void tooHardBrakingThrowsTheLoadOff();
  void tallLoadTips_data();
  void tallLoadTips();
  void letsOthersCrossFirst();
  void comesBackWhereItIsWanted();
  void tellsWhatStandsTooNear_data();
  void tellsWhatStandsTooNear();
};

void TestVehicleLine::takesTheTimeOfTheTrapezoid_data() {
  QTest::addColumn<double>("speed_mps");
  QTest::addColumn<double>("acceleration_mps2");
  QTest::addColumn<double>("deceleration_mps2");
  QTest::newRow("usual") << 1.5 << 1.0 << 1.0;
  QTest::newRow("brakes harder") << 2.0 << 0.5 << 2.0;
  QTest::newRow("never at full speed") << 8.0 << 1.0 << 1.5;
}

/// length / v + v / (2 a) + v / (2 d), or, where the length is too short for v, the triangle.
void TestVehicleLine::takesTheTimeOfTheTrapezoid() {
  QFETCH(double, speed_mps);
  QFETCH(double, acceleration_mps2);
  QFETCH(double, deceleration_mps2);
  Drive drive(hall(fleet(speed_mps, acceleration_mps2, deceleration_mps2)));
  drive.line.place(0, D);
  drive.line.place(0, A);
  MW_NEAR(drive.at(0).position_m[0], 0, 0, 1e-12);
  drive.line.driveOn(0, leg(A, B));
  const double there_s = drive.runUntilThere(0);
  const double both = 1 / acceleration_mps2 + 1 / deceleration_mps2;
  const double top_mps = std::min(speed_mps, std::sqrt(2 * 20 / both));
  const double want_s = (20 - top_mps * top_mps * both / 2) / top_mps + top_mps * both;
  MW_NEAR(drive.at(0).position_m[0], 20, 0, 1e-9);
  // Each phase ends at a step's end, and so does the drive.
  MW_NEAR(there_s, want_s, 0, 2 * kStep_s);
}

void TestVehicleLine::stopsWithinItsStoppingDistance_data() {
  QTest::addColumn<double>("speed_mps");
  QTest::addColumn<double>("deceleration_mps2");
  QTest::newRow("usual") << 1.5 << 1.0;
  QTest::newRow("soft") << 2.0 << 0.4;
  QTest::newRow("hard") << 3.0 << 4.0;
}

void TestVehicleLine::stopsWithinItsStoppingDistance() {
  QFETCH(double, speed_mps);
  QFETCH(double, deceleration_mps2);
  Drive drive(hall(fleet(speed_mps, 2, deceleration_mps2)));
  drive.line.place(0, A);
  drive.line.driveOn(0, leg(A, B));
  double braked_at_m = 0;
  double hardest_mps2 = 0;
  double before_mps = 0;
  while (drive.line.takeArrived().empty()) {
    const VehicleState before = drive.at(0);
    drive.step();
    const VehicleState now = drive.at(0);
    if (before.speed_mps > speed_mps - 1e-9 && now.speed_mps < speed_mps) braked_at_m = before.position_m[0];
    if (now.speed_mps > 0) hardest_mps2 = std::max(hardest_mps2, (before_mps - now.speed_mps) / kStep_s);
    before_mps = now.speed_mps;
  }
  // It begins to brake at the begin of a step.
  MW_NEAR(20 - braked_at_m, speed_mps * speed_mps / (2 * deceleration_mps2), 0, speed_mps * kStep_s);
  QVERIFY(hardest_mps2 < deceleration_mps2 * (1 + 1e-9));
}

void TestVehicleLine::keepsItsDistance_data() {
  QTest::addColumn<double>("first_mps");
  QTest::addColumn<double>("first_mps2");
  QTest::addColumn<double>("second_mps2");
  QTest::newRow("a slow one ahead") << 0.5 << 1.0 << 1.0;
  QTest::newRow("which brakes harder") << 1.0 << 4.0 << 0.7;
  QTest::newRow("which brakes softly") << 1.0 << 0.5 << 2.0;
}

/// Two fleets on one road: the second catches up with the first, which stops before b, 20 m ahead.
void TestVehicleLine::keepsItsDistance() {
  QFETCH(double, first_mps);
  QFETCH(double, first_mps2);
  QFETCH(double, second_mps2);
  const QString slow = QStringLiteral(R"({"id": "slow", "network": "hall", "speed_mps": %1, "deceleration_mps2": %2},)")
                           .arg(first_mps)
                           .arg(first_mps2);
  Drive drive(hall(slow.toStdString() + fleet(2, 1, second_mps2)));
  drive.line.place(1, D);
  drive.line.place(0, A);
  drive.line.driveOn(0, leg(A, B, false));
  for (int i = 0; i < 8 * 240; ++i) drive.step();
  drive.line.place(1, A);
  drive.line.driveOn(1, leg(A, B, false));
  double least_m = 1e9;
  double following_m = 1e9;
  for (std::size_t n_there = 0; n_there < 2 && drive.time_s() < 100;) {
    drive.step();
    n_there += drive.line.takeArrived().size();
    const double gap_m = drive.at(0).position_m[0] - drive.at(1).position_m[0] - 1.4;
    least_m = std::min(least_m, gap_m);
    const bool is_following = drive.at(1).speed_mps >= first_mps && std::abs(drive.at(0).speed_mps - first_mps) < 1e-9;
    if (is_following) following_m = std::min(following_m, gap_m);
  }
  // The last bit of a step is cut off at the end of the way: d dt^2 / 8, microns.
  QVERIFY2(least_m >= 0.5 - 1e-4, qPrintable(QString::number(least_m, 'g', 9)));
  MW_NEAR(drive.at(0).position_m[0] - drive.at(1).position_m[0] - 1.4, 0.5, 0, 1e-4);  // one behind the other
  // As long as it is not slower: the clearance, and what its own braking takes beyond the other's. A step's travel.
  const double longer_m = first_mps * first_mps / 2 * (1 / second_mps2 - 1 / std::max(first_mps2, second_mps2));
  QVERIFY2(following_m >= 0.5 + longer_m - 2 * first_mps * kStep_s, qPrintable(QString::number(following_m, 'g', 9)));
  QVERIFY(drive.line.nearMisses().empty());
}

void TestVehicleLine::goesThroughANodeWithoutAStop() {
  Drive drive(hall(fleet(2, 1, 1)));
  drive.line.place(0, A);
  drive.line.driveOn(0, leg(A, B, false));
  double slowest_mps = 1e9;
  bool is_let_on = false;
  int passed = 0;
  while (drive.line.takeArrived().empty()) {
    drive.step();
    if (!is_let_on && !drive.line.approaching().empty()) {
      drive.line.driveOn(0, leg(B, C));
      is_let_on = true;
    }
    passed += static_cast<int>(drive.line.takePassed().size());
    const double x_m = drive.at(0).position_m[0];
    if (x_m > 10 && x_m < 30) slowest_mps = std::min(slowest_mps, drive.at(0).speed_mps);
  }
  QCOMPARE(passed, 1);
  MW_NEAR(slowest_mps, 2, 1e-9, 0);
  MW_NEAR(drive.at(0).position_m[0], 40, 0, 1e-9);
}

void TestVehicleLine::slowsDownInACorner() {
  constexpr double kMost_mps2 = 0.8;
  Drive drive(hall(fleet(2, 1, kMost_mps2)));
  drive.line.place(0, A);
  drive.line.driveOn(0, leg(A, B, false));
  drive.line.driveOn(0, leg(B, E));
  double most_mps2 = 0;
  double yaw_rad = drive.at(0).yaw_rad;
  double least_mps = 1e9;
  while (drive.line.takeArrived().empty()) {
    drive.step();
    const VehicleState now = drive.at(0);
    if (now.position_m[0] > 18 && now.position_m[1] < 2) least_mps = std::min(least_mps, now.speed_mps);
    most_mps2 = std::max(most_mps2, now.speed_mps * std::abs(now.yaw_rad - yaw_rad) / kStep_s);
    yaw_rad = now.yaw_rad;
  }
  MW_NEAR(drive.at(0).position_m[1], 20, 0, 1e-9);
  MW_NEAR(drive.at(0).yaw_rad, std::numbers::pi / 2, 0, 1e-9);
  // A curve is sixteen straight pieces; in a step across a joint the turn is that of either.
  QVERIFY2(most_mps2 < 1.1 * kMost_mps2, qPrintable(QString::number(most_mps2)));
  QVERIFY(least_mps < 1.1 * std::sqrt(kMost_mps2 * 1));  // a radius of about a metre
  QVERIFY(least_mps > 0.5);
}

void TestVehicleLine::loadStaysBelowTheFrictionLimitAndSlidesAboveIt_data() {
  QTest::addColumn<double>("deceleration_mps2");
  QTest::newRow("0.8 of it") << 0.8 * kFriction * kGravity_mps2;
  QTest::newRow("0.95 of it") << 0.95 * kFriction * kGravity_mps2;
  QTest::newRow("1.2 of it") << 1.2 * kFriction * kGravity_mps2;
  QTest::newRow("1.6 of it") << 1.6 * kFriction * kGravity_mps2;
}

/// A load that slides stops after v^2 / (2 mu g), its bed after v^2 / (2 d).
void TestVehicleLine::loadStaysBelowTheFrictionLimitAndSlidesAboveIt() {
  QFETCH(double, deceleration_mps2);
  constexpr double kSpeed_mps = 2;
  Drive drive(hall(fleet(kSpeed_mps, 1, deceleration_mps2)));
  drive.line.place(0, A);
  drive.step();
  drive.line.load(0, {1, 0, 0});
  drive.line.driveOn(0, leg(A, B));
  QVERIFY(drive.runUntilThere(0) > 0);
  for (int i = 0; i < 240; ++i) drive.step();
  QCOMPARE(drive.line.poses().size(), std::size_t{1});
  const double slid_m = drive.line.poses()[0].position_m[0] - drive.at(0).position_m[0];
  const double own_m = kSpeed_mps * kSpeed_mps / (2 * kFriction * kGravity_mps2);
  const double want_m = std::max(0.0, own_m - kSpeed_mps * kSpeed_mps / (2 * deceleration_mps2));
  // Five solver iterations leave a creep of a thousandth of the way, and a step's travel at either end of the slide.
  MW_NEAR(slid_m, want_m, 0.03, 0.02);
  QVERIFY(drive.line.mishaps().empty());
}

void TestVehicleLine::tooHardBrakingThrowsTheLoadOff() {
  Drive drive(hall(fleet(4, 2, 40)));  // slides 1.4 m of the 0.7 m that there are
  drive.line.place(0, A);
  drive.step();
  drive.line.load(0, {7, 0, 0});
  drive.line.driveOn(0, leg(A, B));
  QVERIFY(drive.runUntilThere(0) > 0);
  QVERIFY(drive.line.takeFallen().empty());
  for (int i = 0; i < 480; ++i) drive.step();
  QVERIFY(drive.line.takeFallen() == std::vector<std::uint32_t>{0});
  QVERIFY(drive.line.takeFallen().empty());
  QVERIFY(!drive.line.mishaps().empty());
  const Mishap& fell = drive.line.mishaps().back();
  QVERIFY(fell.kind == MishapKind::Fell);
  QCOMPARE(fell.part, 7U);
  QVERIFY(fell.vehicle == 0U);
  const PartPose lies = drive.line.poses()[0];  // on the floor
  QVERIFY(lies.position_m[2] < 0.3);
  QVERIFY(lies.position_m[0] > 20.7);
}

void TestVehicleLine::tallLoadTips_data() {
  QTest::addColumn<double>("deceleration_mps2");
  QTest::addColumn<bool>("tips");
  const double limit_mps2 = kGravity_mps2 * 0.2 / 1.2;  // g b / h
  QTest::newRow("below") << 0.9 * limit_mps2 << false;
  QTest::newRow("well above") << 2 * limit_mps2 << true;
}

void TestVehicleLine::tallLoadTips() {
  QFETCH(double, deceleration_mps2);
  QFETCH(bool, tips);
  Drive drive(hall(fleet(2, 1, deceleration_mps2)));
  drive.line.place(0, A);
  drive.step();
  drive.line.load(0, {1, 1, 0});
  drive.line.driveOn(0, leg(A, B));
  QVERIFY(drive.runUntilThere(0) > 0);
  for (int i = 0; i < 480; ++i) drive.step();
  QCOMPARE(!drive.line.mishaps().empty(), tips);
  if (tips) QVERIFY(drive.line.mishaps().front().kind == MishapKind::Tipped);
}

/// An idle one makes way, and is wanted at its node when the other has passed.
void TestVehicleLine::comesBackWhereItIsWanted() {
  Json json = hall(R"({"id": "agv", "count": 2, "network": "hall"})");
  for (Json& edge : json["networks"][0]["edges"]) edge.erase("two_way");
  Drive drive(json);
  const auto fromB_m = [&] { return std::hypot(drive.at(0).position_m[0] - 20, drive.at(0).position_m[1]); };
  drive.line.place(0, B);
  drive.line.place(1, A);
  const double at_stop_m = fromB_m();
  drive.line.driveOn(1, leg(A, B, false));
  QVERIFY(drive.runUntilThere(1) > 0);
  drive.line.driveOn(1, leg(B, C));
  QVERIFY(drive.runUntilThere(1) > 0);
  QVERIFY2(fromB_m() > at_stop_m + 1, qPrintable(QString::number(fromB_m())));
  QVERIFY(!drive.line.isThere(0));
  QVERIFY(drive.runUntilThere(0) > 0);
  constexpr double kLane_m = 1;  // right of the node
  QVERIFY2(fromB_m() < kLane_m, qPrintable(QString::number(fromB_m())));
  QVERIFY(drive.line.isThere(0));
}

/// One crosses right before another, which waits until it is across: its clearance is kept.
void TestVehicleLine::letsOthersCrossFirst() {
  Drive drive(hall(R"({"id": "agv", "count": 2, "network": "hall", "speed_mps": 2})"));
  drive.line.place(0, A);
  drive.line.place(1, D);
  drive.line.driveOn(0, leg(A, B, false));
  drive.line.driveOn(0, leg(B, C));
  for (int i = 0; i < 60; ++i) drive.step();
  drive.line.driveOn(1, leg(D, B, false));
  drive.line.driveOn(1, leg(B, E));
  double nearest_m = 1e9;
  for (int i = 0; i < 6000; ++i) {
    drive.step();
    const VehicleState a = drive.at(0);
    const VehicleState b = drive.at(1);
    const Footprint first{{a.position_m[0], a.position_m[1], a.yaw_rad}, 0.7, 0.45, 0, 1};
    const Footprint second{{b.position_m[0], b.position_m[1], b.yaw_rad}, 0.7, 0.45, 0, 1};
    nearest_m = std::min(nearest_m, gap_m(first, second));
  }
  constexpr double kRounding_m = 2e-3;  // what claims forgive
  QVERIFY2(nearest_m > 0.5 - kRounding_m, qPrintable(QString::number(nearest_m)));
  QVERIFY2(nearest_m < 2, qPrintable(QString::number(nearest_m)));
  QVERIFY(drive.line.nearMisses().empty());
  MW_NEAR(drive.at(0).position_m[0], 40, 0, 1e-9);
  MW_NEAR(drive.at(1).position_m[1], 20, 0, 1e-9);
}

void TestVehicleLine::tellsWhatStandsTooNear_data() {
  QTest::addColumn<double>("aside_m");
  QTest::addColumn<bool>("is_told");
  QTest::newRow("too near") << 0.3 << true;
  QTest::newRow("far enough") << 0.6 << false;
}

/// A box beside the road, so far from the side of a vehicle.
void TestVehicleLine::tellsWhatStandsTooNear() {
  QFETCH(double, aside_m);
  QFETCH(bool, is_told);
  Json json = hall(fleet(2, 1, 1));
  json["elements"].push_back({{"id", "rack"},
                              {"type", "buffer"},
                              {"size_m", {1, 1, 1}},
                              {"pose", {{"x_m", 10}, {"y_m", 0.45 + aside_m + 0.5}}}});
  Drive drive(json);
  drive.line.place(0, A);
  drive.line.driveOn(0, leg(A, B));
  QVERIFY(drive.runUntilThere(0) > 0);
  QCOMPARE(drive.line.nearMisses().size(), is_told ? std::size_t{1} : std::size_t{0});
  if (!is_told) return;
  QVERIFY(drive.line.nearMisses()[0].is_element);
  QCOMPARE(drive.line.nearMisses()[0].other, 2U);
  MW_NEAR(drive.line.nearMisses()[0].gap_m, aside_m, 0, 1e-9);
  QCOMPARE(drive.line.nearMisses()[0].n, 1U);
}

QTEST_APPLESS_MAIN(TestVehicleLine)
#include "tst_vehicle_line.moc"
