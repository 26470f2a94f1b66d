// SPDX-License-Identifier: Apache-2.0
#include <QtTest>
#include <algorithm>
#include <cmath>
#include <thread>

#include "core/base/error.h"
#include "core/cosimulation/agreement.h"
#include "core/cosimulation/motion_run.h"
#include "core/cosimulation/motion_snapshot.h"
#include "core/motion/cell/robot_cell.h"
#include "core/motion/clearance/arm_shape.h"
#include "core/motion/enclosure_bodies.h"
#include "tests/core/cosimulation/belt_to_belt.h"
#include "tests/core/cosimulation/cell.h"
#include "tests/support/near.h"

using namespace mw;
using namespace mw::cosimulation;
using namespace mw::motion;
using namespace mw::test;
using factory::ElementState;

namespace {

constexpr double kStep_s = 1.0 / 240;

Json ovenCell() {
  return factory::Factory::read(std::string(MW_SOURCE_DIR) + "/resources/examples/oven-cell.json").json();
}

Json& element(Json& cell, const std::string& id) {
  for (Json& each : cell["elements"]) {
    if (each["id"] == id) return each;
  }
  qFatal("no such element");
}

/// The oven is low and opens upwards to the arm.
Json cellWithTopDoor() {
  Json cell = ovenCell();
  Json& oven = element(cell, "oven");
  oven["pose"]["x_m"] = 5.65;
  oven["size_m"] = {0.5, 0.8, 1.06};
  oven["enclosure"] = Json::parse(R"({"wall_m": 0.03, "doors": [
    {"id": "in", "side": "top", "width_m": 0.4, "height_m": 0.5, "opens_s": 0.6},
    {"id": "out", "side": "right", "width_m": 0.5, "height_m": 0.2, "opens_s": 0.6, "kind": "lifting"}]})");
  return cell;
}

std::int64_t count(const MotionResult& result, MishapKind kind) {
  return std::count_if(result.mishaps.begin(), result.mishaps.end(),
                       [kind](const Mishap& mishap) { return mishap.kind == kind; });
}

}  // namespace

/// Arms that move the parts of a factory.
class TestMovedArms : public QObject {
  Q_OBJECT
 private slots:
  void theOvenCellLosesNothing();
  void atTwiceTheSpeedItLosesSome();
  void agreesWithTheEventsOnceMeasured();
  void goesThroughTheDoorOnlyWhileItIsOpen_data();
  void goesThroughTheDoorOnlyWhileItIsOpen();
  void aDoorNeverClosesOnAnArm();
  void armsThatComeNearAreTold_data();
  void armsThatComeNearAreTold();
  void sameBitsInTwoThreads();
  void thePartStaysOnItsBeltUntilItIsGripped();
  void putsItsPartOnTheNextBelt();
  void waitsOverAFullBelt();
  void sharesABeltWithAFeeder_data();
  void sharesABeltWithAFeeder();
  void picksWherePartsWaitBeforeAJunction();
  void aSlowerBeltChangesNoCycle();
  void pushesWhatIsInItsWay();
  void takesAwayWhatHasTipped();
  void standsWhileItIsDown();
  void whatItLiftsCostsEnergy();
  void warmupLeavesOutCycles();
  void cycleByMotionIsLegal();
  void worksThroughWhatItWasTaught();
  void refusesWhatItCannotReach();
  void tellsOfRobotsThatStay_data();
  void tellsOfRobotsThatStay();
  void snapshotsShowArmsAndHeldParts();
};

/// Ten minutes; its gripper holds with 60 N.
void TestMovedArms::theOvenCellLosesNothing() {
  const MotionResult result = resultOf(ovenCell(), 600);
  QCOMPARE(result.arms.size(), std::size_t{1});
  QVERIFY(result.warnings.empty());
  QVERIFY(result.mishaps.empty());
  QCOMPARE(result.arms[0].dropped, std::int64_t{0});
  QVERIFY(result.arms[0].n > 55);
  QVERIFY(result.delivered > 55);
  QCOMPARE(result.statistics.scrapped, std::int64_t{0});
}

/// Four times the acceleration is too much for the heavier of the two parts.
void TestMovedArms::atTwiceTheSpeedItLosesSome() {
  Json cell = ovenCell();
  element(cell, "arm")["speed"] = 2 * element(cell, "arm")["speed"].get<double>();
  const MotionResult result = resultOf(cell, 600);
  QVERIFY(result.arms[0].dropped > 5);
  QVERIFY(result.arms[0].n > 5);
  QCOMPARE(result.arms[0].dropped, count(result, MishapKind::Slipped));
  QCOMPARE(result.statistics.scrapped, result.arms[0].dropped);
  QVERIFY(std::any_of(result.warnings.begin(), result.warnings.end(), [](const std::string& warning) {
    return warning.find("slipped out of the gripper of robot \"arm\"") != std::string::npos;
  }));
}

/// The example's cycle is what motion measures of it, times its speed.
void TestMovedArms::agreesWithTheEventsOnceMeasured() {
  const Json cell = ovenCell();
  const MotionResult result = resultOf(cell, 600, 60);
  const Agreement agreement = compareWithEvents(factory::Factory::fromJson(cell), result);
  QVERIFY2(agreement.agrees(), agreementText(agreement).c_str());
}

void TestMovedArms::goesThroughTheDoorOnlyWhileItIsOpen_data() {
  QTest::addColumn<bool>("is_top");
  QTest::newRow("in the side") << false;
  QTest::newRow("in the top") << true;
}

/// The oven of the example works behind closed doors, and the arm is in its doorway only while they stand open.
void TestMovedArms::goesThroughTheDoorOnlyWhileItIsOpen() {
  QFETCH(bool, is_top);
  const Json cell = is_top ? cellWithTopDoor() : ovenCell();
  const factory::Factory factory = factory::Factory::fromJson(cell);
  const RobotCell robot = robotCell(factory, 2, factory.parts(), {});
  const ArmShape shape(robot.mounted, robot.gripper);
  const auto enclosure = factory::enclosureOf(factory.elements()[3]);
  const TurnedBox doorway =
      turnedBox(panelBox(factory.elements()[3].pose, factory::doorway(*enclosure, enclosure->doors[0])));
  std::vector<TurnedBox> walls;
  for (const factory::Panel& wall : factory::wallPanels(*enclosure))
    walls.push_back(turnedBox(panelBox(factory.elements()[3].pose, wall)));
  MotionSession session = sessionOf(cell);
  int n_inside = 0;
  int n_working = 0;
  double nearest_wall_m = 1;
  while (session.time_s() < 60) {
    session.step();
    QCOMPARE(session.doors().size(), std::size_t{2});
    const double open = session.doors()[0].open;
    const ArmShape::Capsules links = shape.at(robot.X_WB, session.arms()[0].q_rad).capsules;
    bool is_inside = false;
    for (std::size_t i = 1; i < links.size(); ++i) {
      is_inside = is_inside || clearance_m(links[i], doorway) < 0;
      for (const TurnedBox& wall : walls) nearest_wall_m = std::min(nearest_wall_m, clearance_m(links[i], wall));
    }
    if (is_inside) QCOMPARE(open, 1.0);
    n_inside += is_inside;
    if (session.present().states()[3] != ElementState::Busy) continue;
    QCOMPARE(open, 0.0);
    ++n_working;
  }
  QVERIFY(n_inside > 240);
  QVERIFY(n_working > 240);
  QVERIFY2(nearest_wall_m > 0, std::to_string(nearest_wall_m).c_str());
  QVERIFY(session.mishaps().empty());
  QVERIFY(session.delivered() >= 1);
}

/// An arm that fails while it is inside holds up the door, and the oven's work with it.
void TestMovedArms::aDoorNeverClosesOnAnArm() {
  MotionSession session = sessionOf(ovenCell());
  while (session.present().contents()[3] == 0) session.step();
  const double put_s = session.time_s();
  Json cell = ovenCell();
  element(cell,
          "arm")["failures"] = {{{"basis", "calendar"}, {"time_to_failure", put_s + 0.1}, {"time_to_repair", 10}}};
  MotionSession failing = sessionOf(cell);
  runUntil(failing, put_s + 9);
  QCOMPARE(failing.present().contents()[3], std::int64_t{1});
  QVERIFY(failing.present().states()[3] == ElementState::Setup);
  QCOMPARE(failing.doors()[0].open, 1.0);
  QCOMPARE(failing.doors()[1].open, 0.0);
  runUntil(failing, put_s + 14);
  QVERIFY(failing.present().states()[3] == ElementState::Busy);
  QCOMPARE(failing.doors()[0].open, 0.0);
}

void TestMovedArms::armsThatComeNearAreTold_data() {
  QTest::addColumn<double>("apart_m");
  QTest::addColumn<QString>("told");
  QTest::newRow("across one place") << 1.05 << "near";
  QTest::newRow("out of each other's reach") << 4.0 << "";
}

/// Two cells that face each other: the arms put their parts down 5 cm beside each other, at the same times.
void TestMovedArms::armsThatComeNearAreTold() {
  QFETCH(double, apart_m);
  QFETCH(QString, told);
  Json cell = beltToBelt();
  const auto turned = [&](const char* id, const char* name) {
    Json other = element(cell, id);
    other["id"] = name;
    const double yaw_deg = other["pose"].value("yaw_deg", 0.0);
    other["pose"]["x_m"] = 5 + apart_m - other["pose"]["x_m"].get<double>();
    other["pose"]["y_m"] = 2.6 - other["pose"]["y_m"].get<double>();
    other["pose"]["yaw_deg"] = yaw_deg + 180;
    return other;
  };
  Json in = turned("in", "in2");
  Json arm = turned("arm", "arm2");
  Json out = turned("out", "out2");
  for (const Json& each : {in, arm, out}) cell["elements"].push_back(each);
  cell["elements"].push_back({{"id", "src2"}, {"type", "source"}, {"part", "box"}, {"supply", "unlimited"}});
  for (const auto& [from, to] : {std::pair{"src2", "in2"}, {"in2", "arm2"}, {"arm2", "out2"}, {"out2", "end"}})
    cell["flows"].push_back({{"from", from}, {"to", to}});
  const MotionResult result = resultOf(cell, 30);
  QCOMPARE(result.near_misses.empty(), told.isEmpty());
  if (told.isEmpty()) return;
  QCOMPARE(result.near_misses.size(), std::size_t{1});
  const NearMissOfRun& miss = result.near_misses[0];
  QVERIFY(miss.is_arms && miss.gap_m < 0.05 && miss.time_s > 0);
  QCOMPARE(toJson(result)["near_misses"][0]["robot"].get<std::string>(), std::string("arm"));
  QCOMPARE(toJson(result)["near_misses"][0]["other_robot"].get<std::string>(), std::string("arm2"));
  QVERIFY2(std::any_of(result.warnings.begin(), result.warnings.end(),
                       [](const std::string& warning) {
                         return warning.find("the arm of \"arm\"") != std::string::npos &&
                                warning.find("that of \"arm2\"") != std::string::npos;
                       }),
           result.warnings.empty() ? "none" : result.warnings[0].c_str());
}

void TestMovedArms::sameBitsInTwoThreads() {
  const factory::Factory cell = factory::Factory::fromJson(beltToBelt());
  MotionSettings settings;
  settings.duration_s = 20;
  std::vector<std::string> results(3);
  {
    std::jthread one([&] { results[0] = toJson(runMotion(cell, settings)).dump(); });
    std::jthread two([&] { results[1] = toJson(runMotion(cell, settings)).dump(); });
  }
  results[2] = toJson(runMotion(cell, settings)).dump();
  QCOMPARE(results[1], results[0]);
  QCOMPARE(results[2], results[0]);
  Json stronger = beltToBelt();
  element(stronger, "arm")["gripper"] = {{"mass_kg", 1.1}};
  QVERIFY(resultOf(stronger, 20).state_hashes.back() != runMotion(cell, settings).state_hashes.back());
}

/// The engine counts it in the robot from when the arm sets out; its body stands at the belt's end.
void TestMovedArms::thePartStaysOnItsBeltUntilItIsGripped() {
  MotionSession session = sessionOf(beltToBelt());
  const auto inRobot = [&] { return session.present().contents()[2]; };
  while (inRobot() == 0 && session.time_s() < 20) session.step();
  QCOMPARE(inRobot(), std::int64_t{1});
  const std::uint32_t first = session.parts()[0].part;
  const auto stillOnBelt = [&] {
    return std::abs(session.parts()[0].position_m[2] - 0.85) < 5e-3 && session.parts()[0].position_m[0] < 2.2;
  };
  QVERIFY(stillOnBelt());
  double gripped_s = 0;
  while (stillOnBelt()) {
    session.step();
    gripped_s += kStep_s;
  }
  QVERIFY(gripped_s > 0.5);  // it takes the arm as long to come
  QCOMPARE(session.parts()[0].part, first);
  QCOMPARE(session.conveyors()[0].n_parts + 1, static_cast<std::uint32_t>(session.parts().size()));
}

/// Its body goes on from where the gripper opened, along the belt.
void TestMovedArms::putsItsPartOnTheNextBelt() {
  MotionSession session = sessionOf(beltToBelt());
  while (session.present().contents()[3] == 0 && session.time_s() < 30) session.step();
  QCOMPARE(session.present().contents()[3], std::int64_t{1});
  const PartPose put = session.parts()[0];
  MW_NEAR(put.position_m[0], 3, 0, 5e-3);  // over the middle of the belt's start
  MW_NEAR(put.position_m[1], 1.3, 0, 5e-3);
  MW_NEAR(put.position_m[2], 0.851, 0, 5e-3);
  const double at_s = session.time_s();
  runUntil(session, at_s + 1);
  MW_NEAR(session.parts()[0].position_m[1], 1.3 - 0.4, 0, 0.05);  // it is brought up to 0.4 m/s within 0.1 s
  runUntil(session, 60);
  QVERIFY(session.mishaps().empty());
  QVERIFY(session.delivered() >= 8);
}

/// The arm holds its part over a belt that has no room: blocked, and nothing is put down.
void TestMovedArms::waitsOverAFullBelt() {
  Json cell = beltToBelt();
  element(cell, "out")["speed_mps"] = 0.05;
  const MotionResult result = resultOf(cell, 300, 60);
  QVERIFY(result.mishaps.empty());
  const auto& robot = result.statistics.elements[2];
  const auto of = [&](ElementState state) { return robot.state_s[static_cast<std::size_t>(state)]; };
  QVERIFY(of(ElementState::Blocked) > 100);
  // A part every pitch over speed is all that the belt takes.
  MW_NEAR(static_cast<double>(robot.parts_out) / 240, 0.05 / 0.5, 0.05, 0);
  MW_NEAR(of(ElementState::Blocked) + of(ElementState::Busy) + of(ElementState::Idle), 240, 1e-9, 0);
}

void TestMovedArms::sharesABeltWithAFeeder_data() {
  QTest::addColumn<double>("from_m");
  QTest::addColumn<double>("turn_s");  // 0.21 m at 0.1 m/s; from where parts wait, 0.2 m before the end, some 0.4 m
  QTest::newRow("the feeder's parts are put down at the start") << 4.0 << 2.1;
  QTest::newRow("the feeder's parts ride over") << 2.3 << 4.0;
}

/// Parts are longer than the pitch, and a feeder always has one ready: it and the arm get their turns in order of
/// asking. So the arm, whose cycle takes less than 6 s, waits for two of the feeder's parts at most.
void TestMovedArms::sharesABeltWithAFeeder() {
  QFETCH(double, from_m);
  QFETCH(double, turn_s);
  Json cell = beltToBelt();
  element(cell, "out")["pitch_m"] = 0.1;
  element(cell, "out")["speed_mps"] = 0.1;
  cell["elements"].push_back({{"id", "src2"}, {"type", "source"}, {"part", "box"}, {"supply", "unlimited"}});
  cell["elements"].push_back({{"id", "feed"},
                              {"type", "conveyor"},
                              {"length_m", 2},
                              {"speed_mps", 0.4},
                              {"pitch_m", 0.5},
                              {"pose", {{"x_m", 3}, {"y_m", from_m}, {"yaw_deg", -90}}}});
  cell["flows"].push_back({{"from", "src2"}, {"to", "feed"}});
  cell["flows"].push_back({{"from", "feed"}, {"to", "out"}});
  const double duration_s = 180;
  const MotionResult result = resultOf(cell, duration_s);
  const std::int64_t by_arm = result.statistics.elements[2].parts_out;
  const std::int64_t by_feeder = result.statistics.elements[6].parts_out;
  const std::string counts = std::to_string(by_arm) + " by the arm, " + std::to_string(by_feeder) + " by the feeder";
  QVERIFY2(static_cast<double>(by_arm) > (duration_s - 20) / (6 + 2 * turn_s), counts.c_str());
  QVERIFY2(by_feeder >= by_arm, counts.c_str());
  QVERIFY(result.mishaps.empty());
}

/// Where the belt also leads round a corner, its parts wait before the plate, 0.3 m before the belt's end.
void TestMovedArms::picksWherePartsWaitBeforeAJunction() {
  Json cell = beltToBelt();
  cell["elements"].push_back({{"id", "past"},
                              {"type", "conveyor"},
                              {"length_m", 2},
                              {"speed_mps", 0.4},
                              {"pitch_m", 0.5},
                              {"pose", {{"x_m", 2}, {"y_m", 2.5}, {"yaw_deg", 90}}}});
  cell["flows"].push_back({{"from", "in"}, {"to", "past"}});
  cell["flows"].push_back({{"from", "past"}, {"to", "end"}});
  element(cell, "in")["routing"] = "round-robin";
  element(cell, "arm")["pose"]["x_m"] = 2.15;
  element(cell, "out")["pose"]["x_m"] = 2.75;
  const factory::Factory factory = factory::Factory::fromJson(cell);
  const RobotCell robot = robotCell(factory, 2, factory.parts(), {});
  QVERIFY(robot.picks[0].stand_m[0] < 1.8);
  const MotionResult result = resultOf(cell, 60);
  QVERIFY(result.arms[0].n > 3);
  QCOMPARE(result.arms[0].not_gripped, std::int64_t{0});
  QVERIFY(result.mishaps.empty());
}

void TestMovedArms::aSlowerBeltChangesNoCycle() {
  Json cell = beltToBelt();
  const MotionResult quick = resultOf(cell, 60);
  element(cell, "in")["speed_mps"] = 0.15;
  const MotionResult slow = resultOf(cell, 60);
  QVERIFY(slow.arms[0].n < quick.arms[0].n);
  MW_NEAR(slow.arms[0].mean_s, quick.arms[0].mean_s, 0.02, 0);  // the part comes to stand a little elsewhere
}

/// A part that is carried meets what lies in its way.
void TestMovedArms::pushesWhatIsInItsWay() {
  Json cell = beltToBelt();
  cell["elements"].push_back(
      {{"id", "src2"}, {"type", "source"}, {"part", "box"}, {"supply", "unlimited"}, {"limit", 1}});
  // A belt that ends where the arm's parts come by, at their height.
  cell["elements"].push_back({{"id", "way"},
                              {"type", "conveyor"},
                              {"length_m", 1},
                              {"speed_mps", 0.4},
                              {"pose", {{"x_m", 3.25}, {"y_m", 1.68}, {"z_m", 0.11}, {"yaw_deg", 180}}}});
  cell["elements"].push_back({{"id", "hold"}, {"type", "station"}, {"process", 1}, {"calendar", "never"}});
  cell["calendars"] = {{{"id", "never"}, {"week", {{{"days", {"sun"}}, {"from", "23:00"}, {"to", "23:30"}}}}}};
  cell["flows"].push_back({{"from", "src2"}, {"to", "way"}});
  cell["flows"].push_back({{"from", "way"}, {"to", "hold"}});
  cell["flows"].push_back({{"from", "hold"}, {"to", "end"}});
  MotionSession session = sessionOf(cell);
  runUntil(session, 4);
  const auto waiting = [&] {
    return *std::find_if(session.parts().begin(), session.parts().end(),
                         [](const PartPose& part) { return part.position_m[2] > 0.9 && part.position_m[2] < 1; });
  };
  const PartPose before = waiting();
  double moved_m = 0;
  while (session.time_s() < 15) {
    session.step();
    for (const PartPose& part : session.parts()) {
      if (part.part != before.part) continue;
      moved_m = std::max(
          moved_m, std::hypot(part.position_m[0] - before.position_m[0], part.position_m[1] - before.position_m[1]));
    }
  }
  QVERIFY2(moved_m > 0.02, std::to_string(moved_m).c_str());
}

/// A tall thin part falls over on a belt that stops hard; the arm can't grip it, and goes on with the next.
void TestMovedArms::takesAwayWhatHasTipped() {
  Json cell = beltToBelt();
  cell["parts"][0]["size_m"] = {0.05, 0.15, 0.4};
  element(cell, "arm")["pose"]["z_m"] = 0.8;
  element(cell, "in")["speed_mps"] = 1.2;
  const MotionResult result = resultOf(cell, 60);
  QVERIFY(count(result, MishapKind::Tipped) > 0);
  QVERIFY(result.arms[0].not_gripped > 1);
  QCOMPARE(result.statistics.scrapped, result.arms[0].not_gripped);
  QVERIFY(std::any_of(result.warnings.begin(), result.warnings.end(), [](const std::string& warning) {
    return warning.find("robot \"arm\" could not grip part") != std::string::npos;
  }));
}

void TestMovedArms::standsWhileItIsDown() {
  Json cell = beltToBelt();
  element(cell, "arm")["failures"] = {{{"basis", "calendar"}, {"time_to_failure", 10}, {"time_to_repair", 5}}};
  MotionSession session = sessionOf(cell);
  runUntil(session, 10.5);
  QVERIFY(session.present().states()[2] == ElementState::Down);
  const JointVector stands_rad = session.arms()[0].q_rad;
  runUntil(session, 14.9);
  QVERIFY((session.arms()[0].q_rad - stands_rad).cwiseAbs().maxCoeff() < 1e-3);
  runUntil(session, 16);
  QVERIFY((session.arms()[0].q_rad - stands_rad).cwiseAbs().maxCoeff() > 0.05);
  runUntil(session, 60);
  QVERIFY(session.mishaps().empty());
  QVERIFY(session.delivered() > 4);
}

/// The drives do at least the work of lifting every part by the height of the approach, which they get nothing back of.
void TestMovedArms::whatItLiftsCostsEnergy() {
  Json cell = beltToBelt();
  const MotionResult result = resultOf(cell, 60);
  const double lifted_kwh = static_cast<double>(result.arms[0].n) * 1.5 * 9.80665 * 0.1 / 3.6e6;
  QVERIFY(result.arms[0].energy_kwh > lifted_kwh);
  cell["parts"][0]["mass_kg"] = 3;
  const MotionResult heavier = resultOf(cell, 60);
  const auto perCycle = [](const MotionResult& of) {
    return of.arms[0].energy_kwh / static_cast<double>(of.arms[0].n);
  };
  QVERIFY(perCycle(heavier) > perCycle(result) + 1.5 * 9.80665 * 0.1 / 3.6e6);
  const Json json = toJson(result);
  QCOMPARE(json["arms"]["arm"]["energy_kwh"].get<double>(), result.arms[0].energy_kwh);
}

void TestMovedArms::warmupLeavesOutCycles() {
  const MotionResult all = resultOf(beltToBelt(), 60);
  const MotionResult late = resultOf(beltToBelt(), 60, 30);
  QVERIFY(late.arms[0].n < all.arms[0].n - 3);
  QVERIFY(late.arms[0].energy_kwh < 0.7 * all.arms[0].energy_kwh);
  QVERIFY(all.state_hashes == late.state_hashes);
}

/// And the KPIs that want a planned time get that of the plan.
void TestMovedArms::cycleByMotionIsLegal() {
  const MotionResult by_motion = resultOf(beltToBelt(), 60);
  Json cell = beltToBelt();
  element(cell, "arm")["cycle"] = 30;
  const MotionResult by_time = resultOf(cell, 60);
  QVERIFY(by_motion.state_hashes == by_time.state_hashes);  // it plays no part
  QVERIFY(by_motion.statistics.elements[2].planned_run_s < by_time.statistics.elements[2].planned_run_s / 2);
  MW_NEAR(by_motion.statistics.elements[2].planned_run_s,
          static_cast<double>(by_motion.arms[0].n) * by_motion.arms[0].mean_s, 0.1, 0);
}

/// Taught over the place where the parts stand, it brings them all; a hand's breadth beside it, none.
void TestMovedArms::worksThroughWhatItWasTaught() {
  const factory::Factory factory = factory::Factory::fromJson(beltToBelt());
  const RobotCell cell = robotCell(factory, 2, factory.parts(), {});
  InverseKinematics inverse(cell.mounted);
  const auto taught = [&](double beside_m) {
    PickPlaceProgramme programme = programmeOf(cell, cell.picks[0], cell.places[0], factory.parts()[0]);
    // Before the stop: half the diagonal and a centimetre beyond the end, less half the part.
    programme.pick.top_m.x() += std::hypot(0.2, 0.15) / 2 + 0.01 - 0.1;
    programme.pick.top_m.y() += beside_m;
    const PickPlacePlan plan = planPickPlace(inverse, cell.gripper, programme, readyPosture(inverse, programme).q_rad);
    Json poses = Json::object();
    Json steps = Json::array();
    for (std::size_t i = 0; i < plan.steps.size(); ++i) {
      const std::string name = "p" + std::to_string(i);
      const JointVector q_rad = plan.steps[i].motion->at(plan.steps[i].motion->duration_s()).q_rad;
      for (int k = 0; k < kArmJoints; ++k) poses[name]["q_deg"].push_back(q_rad[k] * 180 / 3.14159265358979);
      steps.push_back({{"move", "joint"}, {"to", name}});
      if (plan.steps[i].action == PickPlacePlan::Action::Grip) steps.push_back({{"grip", true}});
      if (plan.steps[i].action == PickPlacePlan::Action::Release) steps.push_back({{"release", true}});
    }
    Json json = beltToBelt();
    element(json, "arm")["programme"] = {{"poses", poses}, {"steps", steps}};
    return json;
  };
  const MotionResult planned = resultOf(beltToBelt(), 60);
  const MotionResult right = resultOf(taught(0), 60);
  QVERIFY(right.warnings.empty());
  QVERIFY(right.arms[0].n >= planned.arms[0].n - 1);
  MW_NEAR(right.arms[0].mean_s, planned.arms[0].mean_s, 0.02, 0);
  const MotionResult wrong = resultOf(taught(0.08), 60);
  QCOMPARE(wrong.arms[0].n, std::int64_t{0});
  QVERIFY(wrong.arms[0].not_gripped > 5);
  Json empty = taught(0);
  element(empty, "arm")["programme"]["steps"].erase(2);  // it never grips
  QVERIFY_EXCEPTION_THROWN(resultOf(empty, 1), InputError);
}

void TestMovedArms::refusesWhatItCannotReach() {
  Json cell = beltToBelt();
  element(cell, "arm")["pose"]["y_m"] = -1.0;
  QVERIFY_EXCEPTION_THROWN(resultOf(cell, 1), InputError);
  try {
    static_cast<void>(resultOf(cell, 1));
  } catch (const InputError& error) {
    QVERIFY(std::string(error.what()).find("robot \"arm\" can't bring \"box\" from \"in\" to \"out\"") !=
            std::string::npos);
  }
}

void TestMovedArms::tellsOfRobotsThatStay_data() {
  QTest::addColumn<QString>("change");
  QTest::addColumn<QString>("note");
  QTest::newRow("no arm") << "arm"
                          << "robot \"arm\" has no arm: it takes the time of its cycle";
  QTest::newRow("by vehicle") << "vehicle"
                              << "vehicles drive to where \"arm\" itself stands: its arm can't reach their bed; it is "
                                 "not moved, the robot takes the time of its cycle";
}

void TestMovedArms::tellsOfRobotsThatStay() {
  QFETCH(QString, change);
  QFETCH(QString, note);
  Json cell = beltToBelt();
  element(cell, "arm")["cycle"] = 4;
  if (change == "arm") {
    element(cell, "arm").erase("arm");
  } else {
    cell["flows"][2]["by"] = "vehicle";
    cell["vehicles"] = {{{"id", "agv"}, {"count", 1}, {"speed_mps", 1}}};
  }
  const MotionResult result = resultOf(cell, 30);
  QVERIFY(result.arms.empty());
  QVERIFY(std::find(result.warnings.begin(), result.warnings.end(), note.toStdString()) != result.warnings.end());
  QVERIFY(result.statistics.elements[2].parts_out > 0);
}

void TestMovedArms::snapshotsShowArmsAndHeldParts() {
  MotionSession session = sessionOf(beltToBelt());
  bool was_held = false;
  while (session.time_s() < 15) {
    session.step();
    const MotionSnapshot snapshot = snapshotOf(session);
    QCOMPARE(snapshot.arms.size(), std::size_t{1});
    QCOMPARE(snapshot.arms[0].element, 2U);
    QVERIFY(std::is_sorted(snapshot.parts.begin(), snapshot.parts.end(),
                           [](const PartPose& a, const PartPose& b) { return a.part < b.part; }));
    was_held = was_held || std::any_of(snapshot.parts.begin(), snapshot.parts.end(),
                                       [](const PartPose& part) { return part.position_m[2] > 0.92; });
  }
  QVERIFY(was_held);
}

QTEST_APPLESS_MAIN(TestMovedArms)
#include "tst_moved_arms.moc"
