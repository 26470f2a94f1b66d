// SPDX-License-Identifier: Apache-2.0
#include <QtTest>
#include <cmath>
#include <functional>

#include "core/motion/cell/arm_cell.h"
#include "core/motion/cycle/pick_place_run.h"
#include "tests/support/near.h"

using namespace mw;
using namespace mw::motion;

namespace {

constexpr double kStep_s = 1.0 / 240;

/// Two tables on both sides of an arm, and a second place.
factory::Factory tables(double speed, const char* gripper = "{}", const char* more_flows = "") {
  return factory::Factory::fromJson(Json::parse(std::string(R"({
    "format": "millwright-factory/1", "name": "Tables",
    "parts": [{"id": "box", "size_m": [0.2, 0.1, 0.06], "mass_kg": 1.5}],
    "elements": [
      {"id": "from", "type": "buffer", "size_m": [0.4, 0.4, 0.8], "pose": {"x_m": 1.6, "y_m": 0.4}},
      {"id": "arm", "type": "robot", "arm": "agile-6kg", "speed": )") +
                                                std::to_string(speed) + R"(, "gripper": )" + gripper +
                                                R"(, "pose": {"x_m": 1, "y_m": 1, "z_m": 0.5}, "cycle": 5},
      {"id": "to", "type": "station", "process": 1, "size_m": [0.4, 0.4, 0.8], "pose": {"x_m": 1.6, "y_m": 1.2}},
      {"id": "other", "type": "station", "process": 1, "size_m": [0.4, 0.4, 0.8], "pose": {"x_m": 1.5, "y_m": 1.5}}],
    "flows": [{"from": "from", "to": "arm"}, {"from": "arm", "to": "to"})" +
                                                more_flows + "]}"));
}

struct Cell {
  explicit Cell(const factory::Factory& factory)
      : arm(factory, robotCell(factory, 1, factory.parts(), {}), factory.parts(), std::vector<std::uint16_t>{0}) {}

  void runUntil(ArmCell::State state, double limit_s = 30) {
    for (double t_s = 0; arm.state() != state; t_s += kStep_s) {
      if (t_s > limit_s) qFatal("the arm does not get there");
      arm.step(kStep_s);
      ++n_steps;
    }
  }

  /// Brings one part over, as quickly as the arm can.
  void cycle() {
    arm.begin({7, 0}, 0);
    runUntil(ArmCell::State::PartWanted);
    QCOMPARE(arm.pickAt(arm.partAtPort()), MissReason::None);
    runUntil(ArmCell::State::GripDue);
    QCOMPARE(arm.grip(arm.partAtPort()), MissReason::None);
    runUntil(ArmCell::State::PlaceWanted);
    arm.place(1);
    runUntil(ArmCell::State::ReleaseDue);
    placed = arm.held();
    arm.release();
    runUntil(ArmCell::State::Idle);
  }

  ArmCell arm;
  int n_steps = 0;
  std::optional<BodyState> placed;
};

}  // namespace

/// One robot at work, step by step.
class TestArmCell : public QObject {
  Q_OBJECT
 private slots:
  void bringsItsPart();
  void takesWhatThePlanTakes();
  void waitsCountNothing();
  void choosesAmongPlacesAboveThePart();
  void gripsWhereThePartStands();
  void missesWhatIsNotThere_data();
  void missesWhatIsNotThere();
  void losesWhatPullsTooHard();
  void haltsOnItsWay();
  void finerThanTheHall();
  void takesTheNextWhenItIsUp();
  void refusesWhatItCannotReach();
};

void TestArmCell::bringsItsPart() {
  const auto factory = tables(0.5);
  Cell cell(factory);
  cell.cycle();
  QVERIFY(cell.placed);
  // A millimetre above its place, as it is let go, and what an arm is off that comes to rest within 1e-3 rad.
  constexpr double kOff_m = 2e-3;
  MW_NEAR(cell.placed->position_m[0], 1.6, 0, kOff_m);
  MW_NEAR(cell.placed->position_m[1], 1.2, 0, kOff_m);
  MW_NEAR(cell.placed->position_m[2], 0.8 + 0.03 + 0.001, 0, kOff_m);
  QVERIFY(!cell.arm.held());
}

void TestArmCell::takesWhatThePlanTakes() {
  const auto factory = tables(0.5);
  Cell cell(factory);
  cell.cycle();
  static_cast<void>(cell.arm.takeCycle_s());
  cell.cycle();
  const std::optional<double> cycle_s = cell.arm.takeCycle_s();
  QVERIFY(cycle_s);
  QVERIFY(!cell.arm.takeCycle_s());
  // Begins and ends with a step, and settles before gripper work for a few.
  MW_NEAR(*cycle_s, cell.arm.plannedCycle_s(), 0, 8 * kStep_s);
  const RobotCell ports = robotCell(factory, 1, factory.parts(), {});
  const PickPlaceProgramme programme = programmeOf(ports, ports.picks[0], ports.places[0], factory.parts()[0]);
  InverseKinematics inverse(ports.mounted);
  const PickPlacePlan plan = planPickPlace(inverse, ports.gripper, programme, readyPosture(inverse, programme).q_rad);
  const PickPlaceRun measured = runPickPlace(ports.mounted, ports.gripper, programme, plan);
  MW_NEAR(*cycle_s, measured.cycle_s, 0, 3 * kStep_s);  // it stops for its owner twice
}

/// For the part, for room, for a gripper that may not open.
void TestArmCell::waitsCountNothing() {
  const auto factory = tables(0.5);
  Cell quick(factory);
  quick.cycle();
  Cell cell(factory);
  const auto wait = [&cell] {
    for (int i = 0; i < 480; ++i) cell.arm.step(kStep_s);
  };
  cell.arm.begin({7, 0}, 0);
  cell.runUntil(ArmCell::State::PartWanted);
  wait();
  QCOMPARE(cell.arm.pickAt(cell.arm.partAtPort()), MissReason::None);
  cell.runUntil(ArmCell::State::GripDue);
  QCOMPARE(cell.arm.grip(cell.arm.partAtPort()), MissReason::None);
  cell.runUntil(ArmCell::State::PlaceWanted);
  wait();
  cell.arm.place(1);
  cell.runUntil(ArmCell::State::ReleaseDue);
  wait();
  QVERIFY(cell.arm.held());
  cell.arm.release();
  cell.runUntil(ArmCell::State::Idle);
  MW_NEAR(*cell.arm.takeCycle_s(), *quick.arm.takeCycle_s(), 0, 2 * kStep_s);  // each stop rounds up anew
}

void TestArmCell::choosesAmongPlacesAboveThePart() {
  const auto factory = tables(0.5, "{}", R"(, {"from": "arm", "to": "other"})");
  Cell cell(factory);
  cell.arm.begin({7, 0}, 0);
  cell.runUntil(ArmCell::State::PartWanted);
  QCOMPARE(cell.arm.pickAt(cell.arm.partAtPort()), MissReason::None);
  cell.runUntil(ArmCell::State::GripDue);
  QCOMPARE(cell.arm.grip(cell.arm.partAtPort()), MissReason::None);
  cell.runUntil(ArmCell::State::PlaceWanted);
  MW_NEAR(cell.arm.held()->position_m[1], 0.4, 0, 5e-3);  // over the port it came from
  cell.arm.place(2);
  cell.runUntil(ArmCell::State::ReleaseDue);
  MW_NEAR(cell.arm.held()->position_m[0], 1.5, 0, 2e-3);
  MW_NEAR(cell.arm.held()->position_m[1], 1.5, 0, 2e-3);
}

/// A part that stands off its port comes to lie as much off its place, turned as little as it was.
void TestArmCell::gripsWhereThePartStands() {
  const auto factory = tables(0.5);
  Cell cell(factory);
  cell.arm.begin({7, 0}, 0);
  cell.runUntil(ArmCell::State::PartWanted);
  BodyState part = cell.arm.partAtPort();
  part.position_m[0] -= 0.04;
  part.position_m[1] += 0.03;
  part.orientation = {0, 0, std::sin(0.1), std::cos(0.1)};
  QCOMPARE(cell.arm.pickAt(part), MissReason::None);
  cell.runUntil(ArmCell::State::GripDue);
  QCOMPARE(cell.arm.grip(part), MissReason::None);
  cell.runUntil(ArmCell::State::PlaceWanted);
  cell.arm.place(1);
  cell.runUntil(ArmCell::State::ReleaseDue);
  MW_NEAR(cell.arm.held()->position_m[0], 1.6, 0, 2e-3);  // the gripper came down over its middle
  MW_NEAR(cell.arm.held()->position_m[1], 1.2, 0, 2e-3);
  MW_NEAR(cell.arm.held()->orientation[2], 0, 0, 2e-3);
}

void TestArmCell::missesWhatIsNotThere_data() {
  QTest::addColumn<double>("off_m");
  QTest::addColumn<double>("roll_rad");
  QTest::addColumn<double>("pushed_m");
  QTest::addColumn<int>("reason");
  QTest::newRow("stands far away") << 0.2 << 0.0 << 0.0 << static_cast<int>(MissReason::NotThere);
  QTest::newRow("lies on its side") << 0.0 << 1.57 << 0.0 << static_cast<int>(MissReason::Tipped);
  QTest::newRow("was pushed") << 0.0 << 0.0 << 0.05 << static_cast<int>(MissReason::Moved);
  QTest::newRow("fell over below the gripper") << 0.0 << 0.0 << -1.0 << static_cast<int>(MissReason::Tipped);
}

void TestArmCell::missesWhatIsNotThere() {
  QFETCH(double, off_m);
  QFETCH(double, roll_rad);
  QFETCH(double, pushed_m);
  QFETCH(int, reason);
  const auto factory = tables(0.5);
  Cell cell(factory);
  cell.arm.begin({7, 0}, 0);
  cell.runUntil(ArmCell::State::PartWanted);
  BodyState part = cell.arm.partAtPort();
  part.position_m[1] += off_m;
  part.orientation = {std::sin(roll_rad / 2), 0, 0, std::cos(roll_rad / 2)};
  MissReason found = cell.arm.pickAt(part);
  if (found == MissReason::None) {
    cell.runUntil(ArmCell::State::GripDue);
    if (pushed_m > 0) part.position_m[1] += pushed_m;
    if (pushed_m < 0) part.orientation = {std::sin(0.5), 0, 0, std::cos(0.5)};
    found = cell.arm.grip(part);
  }
  QCOMPARE(static_cast<int>(found), reason);
  cell.arm.miss();
  cell.runUntil(ArmCell::State::Idle);
  QVERIFY(!cell.arm.held());
  QVERIFY(!cell.arm.takeCycle_s());
  cell.cycle();  // and goes on
}

/// The weight alone is 14.7 N; at a tenth of the speed a gripper of 18 N holds, at full speed it does not.
void TestArmCell::losesWhatPullsTooHard() {
  const auto slow = tables(0.1, R"({"hold_n": 18})");
  Cell careful(slow);
  careful.cycle();
  QVERIFY(!careful.arm.takeDropped());
  const auto fast = tables(1, R"({"hold_n": 18})");
  Cell cell(fast);
  cell.arm.begin({7, 0}, 0);
  cell.runUntil(ArmCell::State::PartWanted);
  QCOMPARE(cell.arm.pickAt(cell.arm.partAtPort()), MissReason::None);
  cell.runUntil(ArmCell::State::GripDue);
  QCOMPARE(cell.arm.grip(cell.arm.partAtPort()), MissReason::None);
  std::optional<BodyState> dropped;
  for (int i = 0; i < 480 && !dropped; ++i) {
    cell.arm.step(kStep_s);
    dropped = cell.arm.takeDropped();
  }
  QVERIFY(dropped);
  const Vector3& v = dropped->velocity_mps;
  QVERIFY(std::hypot(v[0], v[1], v[2]) > 0.01);  // it is thrown
  QVERIFY(!cell.arm.held());
  cell.runUntil(ArmCell::State::Idle);
}

/// Along its way, within a quarter of a second, and takes up the rest of it afterwards.
void TestArmCell::haltsOnItsWay() {
  const auto factory = tables(0.5);
  Cell cell(factory);
  cell.arm.begin({7, 0}, 0);
  for (int i = 0; i < 100; ++i) cell.arm.step(kStep_s);
  QVERIFY(cell.arm.speed_radps().cwiseAbs().maxCoeff() > 0.1);
  cell.arm.setRunning(false);
  for (int i = 0; i < 80; ++i) cell.arm.step(kStep_s);
  QVERIFY(cell.arm.speed_radps().cwiseAbs().maxCoeff() < 1e-2);
  const JointVector stands_rad = cell.arm.q_rad();
  for (int i = 0; i < 240; ++i) cell.arm.step(kStep_s);
  QVERIFY((cell.arm.q_rad() - stands_rad).cwiseAbs().maxCoeff() < 1e-3);
  QVERIFY(cell.arm.state() == ArmCell::State::Approaching);
  cell.arm.setRunning(true);
  cell.runUntil(ArmCell::State::PartWanted);
}

/// A hall that is stepped coarsely moves its arms as finely as ever.
void TestArmCell::finerThanTheHall() {
  const auto factory = tables(1);
  Cell cell(factory);
  Cell coarse(factory);
  cell.arm.begin({7, 0}, 0);
  coarse.arm.begin({7, 0}, 0);
  for (int i = 0; i < 48; ++i) cell.arm.step(kStep_s);
  for (int i = 0; i < 12; ++i) coarse.arm.step(4 * kStep_s);
  QVERIFY((cell.arm.q_rad() - coarse.arm.q_rad()).cwiseAbs().maxCoeff() < 1e-9);
}

void TestArmCell::takesTheNextWhenItIsUp() {
  const auto factory = tables(0.5);
  Cell cell(factory);
  cell.arm.begin({7, 0}, 0);
  cell.runUntil(ArmCell::State::PartWanted);
  QCOMPARE(cell.arm.pickAt(cell.arm.partAtPort()), MissReason::None);
  cell.runUntil(ArmCell::State::GripDue);
  QCOMPARE(cell.arm.grip(cell.arm.partAtPort()), MissReason::None);
  cell.runUntil(ArmCell::State::PlaceWanted);
  cell.arm.place(1);
  cell.runUntil(ArmCell::State::ReleaseDue);
  cell.arm.begin({8, 0}, 0);  // before the gripper is open
  cell.arm.release();
  QCOMPARE(cell.arm.part().number, 7U);
  cell.runUntil(ArmCell::State::Approaching);
  QCOMPARE(cell.arm.part().number, 8U);
  QVERIFY(cell.arm.takeCycle_s());
}

void TestArmCell::refusesWhatItCannotReach() {
  Json json = tables(0.5).json();
  json["elements"][2]["pose"]["x_m"] = 2.5;
  const auto far = factory::Factory::fromJson(json);
  try {
    const Cell cell(far);
    QFAIL("no error");
  } catch (const InputError& error) {
    const std::string said = error.what();
    for (const char* word : {"\"arm\"", "\"box\"", "\"from\"", "\"to\"", "above the place", "move the robot"}) {
      QVERIFY2(said.find(word) != std::string::npos, said.c_str());
    }
    QCOMPARE(error.findings().size(), std::size_t{1});
  }
  json = tables(0.5).json();
  json["parts"][0]["mass_kg"] = 6;
  const auto heavy = factory::Factory::fromJson(json);
  try {
    const Cell cell(heavy);
    QFAIL("no error");
  } catch (const InputError& error) {
    const std::string said = error.what();
    QVERIFY2(said.find("6 kg") != std::string::npos, said.c_str());
  }
}

QTEST_APPLESS_MAIN(TestArmCell)
#include "tst_arm_cell.moc"
