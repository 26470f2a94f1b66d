// SPDX-License-Identifier: Apache-2.0
#include <QtTest>
#include <algorithm>
#include <cmath>

#include "core/cosimulation/agreement.h"
#include "core/cosimulation/cycle/robot_measurement.h"
#include "tests/core/cosimulation/cell.h"
#include "tests/support/near.h"

using namespace mw;
using namespace mw::cosimulation;
using namespace mw::test;

namespace {

/// Vehicles bring blanks to a robot that puts them on a belt; at its end another one puts them onto vehicles.
Json servedLine() {
  return Json::parse(R"({"format": "millwright-factory/1",
    "parts": [{"id": "blank", "size_m": [0.2, 0.15, 0.1], "mass_kg": 1.5}],
    "elements": [
      {"id": "raw", "type": "source", "part": "blank", "supply": "unlimited", "pose": {"x_m": -8, "y_m": 1.6}},
      {"id": "feed", "type": "robot", "arm": "agile-6kg", "speed": 0.6, "cycle": "motion", "size_m": [0.3, 0.3, 0.5],
       "pose": {"x_m": 0, "y_m": 0, "z_m": 0.5}},
      {"id": "belt", "type": "conveyor", "length_m": 3, "speed_mps": 0.4, "pitch_m": 0.5, "pose": {"x_m": 2.05, "y_m": 0}},
      {"id": "stack", "type": "robot", "arm": "agile-6kg", "speed": 0.6, "cycle": "motion", "size_m": [0.3, 0.3, 0.5],
       "pose": {"x_m": 4.1, "y_m": 0, "z_m": 0.5}},
      {"id": "out", "type": "sink", "pose": {"x_m": 12, "y_m": 1.6}}],
    "flows": [{"from": "raw", "to": "feed", "by": "vehicle", "vehicles": "feeders"}, {"from": "feed", "to": "belt"},
      {"from": "belt", "to": "stack"}, {"from": "stack", "to": "out", "by": "vehicle", "vehicles": "carriers"}],
    "vehicles": [
      {"id": "feeders", "network": "west", "size_m": [0.8, 0.5, 0.45], "clearance_m": 0.1, "speed_mps": 1.2, "load_s": 2, "unload_s": 0,
       "home": "w0"},
      {"id": "carriers", "network": "east", "size_m": [0.8, 0.5, 0.45], "clearance_m": 0.1, "speed_mps": 1.2, "load_s": 0, "unload_s": 2,
       "home": "e0"}],
    "networks": [
      {"id": "west", "nodes": [{"id": "w0", "x_m": -8, "y_m": 0.6, "element": "raw"},
        {"id": "w1", "x_m": 0, "y_m": 0.6, "element": "feed"}], "edges": [{"from": "w0", "to": "w1", "width_m": 0.8}]},
      {"id": "east", "nodes": [{"id": "e0", "x_m": 12, "y_m": 0.6, "element": "out"},
        {"id": "e1", "x_m": 4.1, "y_m": 0.6, "element": "stack"}],
       "edges": [{"from": "e0", "to": "e1", "width_m": 0.8}]}]})");
}

/// Parts that do not stand safely, and an operator who mostly sees to a station.
Json tallParts() {
  return Json::parse(R"({"format": "millwright-factory/1",
    "parts": [{"id": "blank", "size_m": [0.06, 0.1, 0.3], "mass_kg": 1}],
    "elements": [
      {"id": "raw", "type": "source", "part": "blank", "supply": "unlimited", "pose": {"x_m": -8, "y_m": 1.6}},
      {"id": "feed", "type": "robot", "arm": "agile-6kg", "speed": 0.6, "cycle": 6, "size_m": [0.3, 0.3, 0.5], "pose": {"x_m": 0, "y_m": 0, "z_m": 0.5}, "needs": [{"pool": "crew"}]},
      {"id": "out", "type": "sink", "pose": {"x_m": 0.5, "y_m": 0, "z_m": -0.3}},
      {"id": "s2", "type": "source", "part": "blank", "supply": "unlimited", "pose": {"x_m": 5, "y_m": 20}},
      {"id": "m", "type": "station", "process": 25, "needs": [{"pool": "crew"}], "pose": {"x_m": 7, "y_m": 20}},
      {"id": "o2", "type": "sink", "pose": {"x_m": 9, "y_m": 20}}],
    "flows": [
      {"from": "raw", "to": "feed", "by": "vehicle", "vehicles": "agv"},
      {"from": "feed", "to": "out"},
      {"from": "s2", "to": "m"},
      {"from": "m", "to": "o2"}],
    "vehicles": [
      {"id": "agv", "count": 1, "network": "n", "size_m": [0.2, 0.3, 0.45], "clearance_m": 0.1, "speed_mps": 0.8, "load_s": 2, "unload_s": 2, "home": "w0", "acceleration_mps2": 1, "deceleration_mps2": 2.6}],
    "networks": [
      {"id": "n", "nodes": [{"id": "w0", "x_m": -8, "y_m": 0.6, "element": "raw"}, {"id": "w1", "x_m": 0, "y_m": 0.6, "element": "feed"}], "edges": [{"from": "w0", "to": "w1", "width_m": 0.8}]}],
    "pools": [
      {"id": "crew", "count": 1}]})");
}

/// A robot that was taught to lift parts by 4 cm and to let go of them at that height.
Json liftedLow() {
  return Json::parse(R"({"format": "millwright-factory/1",
    "parts": [{"id": "blank", "size_m": [0.2, 0.15, 0.1], "mass_kg": 1.5}],
    "elements": [
      {"id": "raw", "type": "source", "part": "blank", "supply": "unlimited", "pose": {"x_m": -8, "y_m": 1.6}},
      {"id": "feed", "type": "robot", "arm": "agile-6kg", "speed": 0.6, "cycle": 6, "size_m": [0.3, 0.3, 0.5], "pose": {"x_m": 0, "y_m": 0, "z_m": 0.5}, "programme": {"poses": {"A": {"q_deg": [-90, -41.382051360636254, 102.48444246133018, 0.0, 28.897608899306075, 0]}, "B": {"q_deg": [-90, -30.356795452453742, 99.47856420073538, 0.0, 20.87823125171836, 0]}, "C": {"q_deg": [-90, -34.862088293893294, 101.03946970626569, 0.0, 23.822618587627606, 0]}, "D": {"q_deg": [0, -34.862088293893294, 101.03946970626569, 0.0, 23.822618587627606, 0]}, "E": {"q_deg": [0, -51.321532816856866, 102.48444246133019, 0.0, 38.837090355526676, 0]}}, "steps": [{"move": "joint", "to": "A"}, {"move": "joint", "to": "B"}, {"grip": true}, {"move": "joint", "to": "C"}, {"move": "joint", "to": "D"}, {"release": true}, {"move": "joint", "to": "E"}]}},
      {"id": "out", "type": "sink", "pose": {"x_m": 0.6, "y_m": 0, "z_m": -0.5}}],
    "flows": [
      {"from": "raw", "to": "feed", "by": "vehicle", "vehicles": "agv"},
      {"from": "feed", "to": "out"}],
    "vehicles": [
      {"id": "agv", "count": 1, "network": "n", "size_m": [0.8, 0.5, 0.45], "clearance_m": 0.1, "speed_mps": 1.2, "load_s": 2, "unload_s": 2, "home": "w0"}],
    "networks": [
      {"id": "n", "nodes": [{"id": "w0", "x_m": -8, "y_m": 0.6, "element": "raw"}, {"id": "w1", "x_m": 0, "y_m": 0.6, "element": "feed"}], "edges": [{"from": "w0", "to": "w1", "width_m": 0.8}]}]})");
}

const motion::PartPose* poseOf(const MotionSession& session, std::uint32_t part) {
  const auto found = std::find_if(session.parts().begin(), session.parts().end(),
                                  [part](const motion::PartPose& pose) { return pose.part == part; });
  return found == session.parts().end() ? nullptr : &*found;
}

}  // namespace

/// Robots to which vehicles bring parts, or from which they fetch them.
class TestServedRobots : public QObject {
  Q_OBJECT
 private slots:
  void partsGoFromBedToBedWithoutAJump();
  void vehiclesStandUntilTheArmIsClear();
  void anHourLosesNothingAndAgreesOnceMeasured();
  void sameBitsInTwoRuns();
  void vehicleWaitsForARobotThatIsDown();
  void whatItDoesNotReachTakesItsCycle_data();
  void whatItDoesNotReachTakesItsCycle();
  void vehiclesTakeTurnsAtTheStop();
  void vehicleThatWaitsForItsTrackMakesWay();
  void aLoadThatFellIsNotGripped();
  void vehicleDrivesAfterALowLift();
};

/// Once it is on the first bed, and until it is taken off the last, a part is always somewhere, and never farther from
/// where it was a step before than the fastest of belt, vehicle and arm carries it.
void TestServedRobots::partsGoFromBedToBedWithoutAJump() {
  MotionSession session = sessionOf(servedLine());
  double farthest_m = 0;
  std::optional<motion::PartPose> before;
  bool was_gone = false;
  while (session.time_s() < 90 && !was_gone) {
    session.step();
    const motion::PartPose* now = poseOf(session, 0);
    was_gone = before && now == nullptr;
    if (before && now != nullptr) {
      double way_m = 0;
      for (std::size_t i = 0; i < 3; ++i) way_m = std::hypot(way_m, now->position_m[i] - before->position_m[i]);
      farthest_m = std::max(farthest_m, way_m);
    }
    before = now == nullptr ? std::nullopt : std::optional(*now);
  }
  QVERIFY(was_gone);
  QVERIFY2(farthest_m < 3.0 / 240, std::to_string(farthest_m).c_str());  // 3 m/s: an arm of 0.9 m at 60 % of its speed
  QCOMPARE(session.delivered(), std::int64_t{1});
  QVERIFY(session.mishaps().empty());
}

/// It sets out when the part is 6 cm off its bed, and not before; and with a part only when the arm has let go.
void TestServedRobots::vehiclesStandUntilTheArmIsClear() {
  MotionSession session = sessionOf(servedLine());
  const double bed_m = 0.45;
  bool was_at_robot = false;
  double underside_m = 0;
  double left_s = 0;
  while (session.time_s() < 60 && left_s == 0) {
    session.step();
    const motion::VehicleState feeder = session.vehicles()[0];
    const bool is_at_robot = std::abs(feeder.position_m[0]) < 1e-4 && feeder.speed_mps == 0;
    if (was_at_robot && !is_at_robot) left_s = session.time_s();
    was_at_robot = is_at_robot;
    if (is_at_robot) underside_m = poseOf(session, 0)->position_m[2] - 0.05 - bed_m;
  }
  QVERIFY(left_s > 0);
  // It may drive from the first step at whose end the part is so high on, at less than 3 m/s.
  QVERIFY2(underside_m >= 0.06 && underside_m < 0.06 + 2 * 3.0 / 240, std::to_string(underside_m).c_str());

  bool was_put_down = false;
  left_s = 0;
  double down_s = 0;
  while (session.time_s() < 90 && left_s == 0) {
    session.step();
    const motion::PartPose* part = poseOf(session, 0);
    const motion::VehicleState carrier = session.vehicles()[1];
    if (!was_put_down && part != nullptr && std::abs(part->position_m[0] - 4.1) < 0.05 &&
        std::abs(part->position_m[2] - 0.05 - bed_m) < 5e-3) {
      was_put_down = true;
      down_s = session.time_s();
      QCOMPARE(carrier.speed_mps, 0.0);
    }
    if (was_put_down && carrier.speed_mps > 0) left_s = session.time_s();
  }
  QVERIFY(was_put_down);
  QVERIFY2(left_s > down_s + 0.3, std::to_string(left_s - down_s).c_str());  // the gripper opens, the arm goes up
}

/// An hour: nothing is lost, nothing comes near, and the events make as much once they draw what was measured. Where
/// an arm loads and unloads, load_s and unload_s are 0.
void TestServedRobots::anHourLosesNothingAndAgreesOnceMeasured() {
  Json json = servedLine();
  json["elements"][0].erase("supply");
  json["elements"][0]["interarrival"] = 22;  // vehicles that speed up and brake come back before that
  factory::Factory factory = factory::Factory::fromJson(json);
  MeasureSettings settings;
  settings.cycles = 20;
  settings.jobs = 1;
  for (const char* robot : {"feed", "stack"}) {
    const RobotMeasurement measured = measureRobot(factory, robot, settings);
    QCOMPARE(measured.cycles.failedCount(), 0);
    factory = withMeasured(factory, measured, CycleForm::Empirical, "2026-01-01T00:00:00Z");
  }
  MotionSettings motion;
  motion.duration_s = 3600;
  motion.warmup_s = 300;
  motion.step_s = 1.0 / 120;
  const MotionResult result = runMotion(factory, motion);
  QVERIFY2(result.warnings.empty(), result.warnings.empty() ? "" : result.warnings[0].c_str());
  QVERIFY(result.mishaps.empty());
  QVERIFY(result.near_misses.empty());
  QCOMPARE(result.statistics.scrapped, std::int64_t{0});
  QCOMPARE(result.arms.size(), std::size_t{2});
  for (const auto& arm : result.arms) QVERIFY(arm.n > 100);
  const Agreement agreement = compareWithEvents(factory, result);
  QVERIFY2(agreement.agrees(), agreementText(agreement).c_str());
  for (const ElementAgreement& element : agreement.elements)
    QVERIFY2(!element.worksOtherwise(), element.element.c_str());
}

void TestServedRobots::sameBitsInTwoRuns() {
  const MotionResult first = resultOf(servedLine(), 120);
  const MotionResult second = resultOf(servedLine(), 120);
  QVERIFY(first.delivered > 1);
  QVERIFY(first.state_hashes == second.state_hashes);
  QVERIFY(first.state_hashes[60] != first.state_hashes[61]);
}

/// Down while its vehicle stands before it, the robot leaves the part on the bed, and the vehicle waits.
void TestServedRobots::vehicleWaitsForARobotThatIsDown() {
  Json json = servedLine();
  json["elements"][1]["failures"] = {{{"basis", "calendar"}, {"time_to_failure", 10.2}, {"time_to_repair", 30}}};
  MotionSession session = sessionOf(json);
  runUntil(session, 40);
  QVERIFY(session.present().states()[1] == factory::ElementState::Down);
  const motion::VehicleState feeder = session.vehicles()[0];
  QVERIFY(std::abs(feeder.position_m[0]) < 1e-4);
  QVERIFY(std::abs(poseOf(session, 0)->position_m[2] - 0.5) < 5e-3);
  runUntil(session, 46);
  QVERIFY(poseOf(session, 0)->position_m[2] > 0.52);
  runUntil(session, 150);
  QVERIFY(session.delivered() > 1);
  QVERIFY(session.mishaps().empty());
}

void TestServedRobots::whatItDoesNotReachTakesItsCycle_data() {
  QTest::addColumn<double>("y_m");
  QTest::addColumn<double>("bed_m");
  QTest::newRow("too far") << 1.4 << 0.45;
  QTest::newRow("too high") << 0.6 << 1.6;
}

void TestServedRobots::whatItDoesNotReachTakesItsCycle() {
  QFETCH(double, y_m);
  QFETCH(double, bed_m);
  Json json = servedLine();
  json["elements"][1]["cycle"] = 6;
  for (Json& node : json["networks"][0]["nodes"]) node["y_m"] = y_m;
  json["vehicles"][0]["size_m"][2] = bed_m;
  const MotionResult result = resultOf(json, 120);
  QCOMPARE(result.arms.size(), std::size_t{1});  // the other one works on
  QVERIFY(result.delivered > 1);
  QVERIFY(!result.warnings.empty());
  const std::string& told = result.warnings[0];
  QVERIFY2(told.find("robot \"feed\" can't bring \"blank\" from vehicles \"feeders\" at \"w1\" (road from \"w0\") "
                     "to \"belt\": ") == 0,
           told.c_str());
  QVERIFY2(told.find("its arm is not moved, it takes the time of its cycle") != std::string::npos, told.c_str());
}

/// Two vehicles for one robot: the second waits until the first has left its stop, and is served there.
void TestServedRobots::vehiclesTakeTurnsAtTheStop() {
  Json json = servedLine();
  json["vehicles"][0]["count"] = 2;
  json["vehicles"][0]["home"] = "w1";  // they begin beside the robot, and come back to it
  const MotionResult result = resultOf(json, 300);
  QVERIFY2(result.mishaps.empty(), result.warnings.empty() ? "" : result.warnings[0].c_str());
  QVERIFY(result.near_misses.empty());
  QVERIFY(result.delivered > 10);
  QVERIFY(result.standstills.empty());
}

/// One track for both directions leads to two robots that are served at its end: who waits to go back lets the other
/// in.
void TestServedRobots::vehicleThatWaitsForItsTrackMakesWay() {
  Json json = servedLine();
  json["networks"][0]["edges"][0]["capacity"] = 1;
  json["vehicles"][0]["count"] = 2;
  const MotionResult result = resultOf(json, 300);
  QVERIFY2(result.mishaps.empty(), result.warnings.empty() ? "" : result.warnings[0].c_str());
  QVERIFY(result.delivered > 5);
  QVERIFY(result.standstills.empty());
}

/// Tall parts tip over when the vehicle stops, while the robot's operator is elsewhere: the robot finds nothing, and
/// its vehicle drives on.
void TestServedRobots::aLoadThatFellIsNotGripped() {
  const MotionResult result = resultOf(tallParts(), 300);
  QCOMPARE(result.arms.size(), std::size_t{1});
  QCOMPARE(result.arms[0].n, std::int64_t{0});
  QVERIFY2(result.arms[0].not_gripped > 2, std::to_string(result.arms[0].not_gripped).c_str());
}

/// Taught to lift less than the 6 cm at which a vehicle may drive: it drives when the gripper has let go.
void TestServedRobots::vehicleDrivesAfterALowLift() {
  const MotionResult result = resultOf(liftedLow(), 180);
  QVERIFY(result.mishaps.empty());
  QVERIFY2(result.delivered > 5, std::to_string(result.delivered).c_str());
}

QTEST_APPLESS_MAIN(TestServedRobots)
#include "tst_served_robots.moc"
