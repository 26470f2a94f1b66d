// SPDX-License-Identifier: Apache-2.0
#include <QTest>
#include <optional>

#include "core/events/co_simulation.h"
#include "core/events/model.h"
#include "tests/core/events/factory_text.h"

using namespace mw;
using namespace mw::events;
using namespace mw::test;
using factory::ElementState;

namespace {

/// Does nothing of itself; takes what vehicles bring off their bed, and puts parts onto it.
class StillArms final : public WorkMover {
 public:
  void begin(Index, const MovedWork& work, SimTime) override { begun.push_back(work); }
  void place(Index, Index flow, SimTime) override { placed.push_back(flow); }
  void setRunning(Index, bool, SimTime) override {}
  void giveAway(Index, SimTime) override { qFatal("a vehicle helps itself"); }
  bool handles(Index, Index, Index) override { return true; }
  void placeOnto(Index, Index, Index vehicle, SimTime) override { onto.push_back(vehicle); }
  std::vector<MovedWork> begun;
  std::vector<Index> placed;
  std::vector<Index> onto;
};

/// Is wherever it is sent as soon as it is asked.
class SwiftVehicles final : public VehicleMover {
 public:
  void place(Index, Index) override {}
  void drive(Index vehicle, const VehicleDrive& way, SimTime) override {
    driving = vehicle;
    robots.push_back(way.robot);
  }
  void load(Index, const MovedPart& part, Index, SimTime) override { on_bed = part.number; }
  void unload(Index, SimTime) override { on_bed.reset(); }
  void leaveTo(Index robot, Index, SimTime) override { left_to = robot; }
  std::optional<Index> driving;
  std::vector<Index> robots;  ///< of all drives
  std::optional<std::uint32_t> on_bed;
  Index left_to = kNone;
};

/// A robot to which vehicles bring parts, and from which they fetch them where `is_fetched`.
struct Served {
  explicit Served(bool is_fetched)
      : factory(factoryOf(
            R"({"id": "s", "type": "source", "part": "a", "supply": "unlimited", "pose": {"x_m": 0}},
               {"id": "r", "type": "robot", "cycle": 8, "pose": {"x_m": 20}},
               {"id": "m", "type": "station", "process": 5, "pose": {"x_m": 21}},
               {"id": "o", "type": "sink", "pose": {"x_m": 40}})",
            is_fetched ? R"({"from": "s", "to": "r"}, {"from": "r", "to": "m", "by": "vehicle"},
                            {"from": "m", "to": "o"})"
                       : R"({"from": "s", "to": "r", "by": "vehicle"}, {"from": "r", "to": "m"},
                            {"from": "m", "to": "o"})",
            R"(,"vehicles": [{"id": "agv", "count": 1, "speed_mps": 1, "load_s": 3, "unload_s": 4, "home": "o"}])")),
        robot(static_cast<Index>(indexOf(factory, "r"))),
        run(compile(factory), settingsFor(1e6), {{}, nullptr, {&robot, 1}, &arms, &vehicles}) {}

  /// To this time, all drives done at once.
  void goTo(double time_s) {
    while (vehicles.driving) run.arriveAtNode(*std::exchange(vehicles.driving, std::nullopt));
    run.advance(SimTime::fromSeconds(time_s));
    while (vehicles.driving) run.arriveAtNode(*std::exchange(vehicles.driving, std::nullopt));
    run.advance(SimTime::fromSeconds(time_s));  // what that has set off at this instant
  }
  [[nodiscard]] std::int64_t trips() const { return run.statistics().fleets[0].trips; }

  factory::Factory factory;
  Index robot;
  StillArms arms;
  SwiftVehicles vehicles;
  CoSimulation run;
};

}  // namespace

/// Vehicles that arms load and unload.
class TestServedVehicles : public QObject {
  Q_OBJECT
 private slots:
  void armTakesItsPartOffTheBed();
  void armThatGivesUpLetsTheVehicleGo();
  void armPutsItsPartOntoTheBed();
  void lostOnTheWayToTheBed();
  void lostFromTheBedBeforeItDrives();
};

void TestServedVehicles::armTakesItsPartOffTheBed() {
  Served cell(false);
  cell.goTo(0);  // at the source
  cell.goTo(3);  // load_s, and at the robot: no unload_s
  QCOMPARE(cell.arms.begun.size(), std::size_t{1});
  QCOMPARE(cell.vehicles.left_to, cell.robot);
  QVERIFY(cell.vehicles.on_bed);  // nobody has taken it off yet
  QCOMPARE(cell.vehicles.robots.back(), cell.robot);
  QCOMPARE(cell.trips(), std::int64_t{1});
  const std::size_t n_drives = cell.vehicles.robots.size();
  cell.goTo(50);
  QCOMPARE(cell.vehicles.robots.size(), n_drives);  // it stands until the arm is clear of it
  QCOMPARE(stateOf(cell.run.statistics().elements[cell.robot], ElementState::Busy), 50.0 - 3);

  cell.run.clearOf(0);
  cell.run.clearOf(0);
  QVERIFY(cell.run.workDone(cell.robot));
  QCOMPARE(cell.arms.placed.size(), std::size_t{1});
  QVERIFY(cell.run.putDown(cell.robot));
  QVERIFY(cell.run.workOver(cell.robot));
  cell.goTo(54);  // the robot has room: the next one is fetched
  QCOMPARE(cell.arms.begun.size(), std::size_t{2});
  QCOMPARE(cell.trips(), std::int64_t{2});
}

void TestServedVehicles::armThatGivesUpLetsTheVehicleGo() {
  Served cell(false);
  cell.goTo(0);
  cell.goTo(3);
  QVERIFY(cell.run.dropWork(cell.robot));
  QCOMPARE(cell.run.statistics().scrapped, std::int64_t{1});
  const std::size_t n_drives = cell.vehicles.robots.size();
  cell.goTo(20);  // another is called for, but the only vehicle still stands
  QCOMPARE(cell.vehicles.robots.size(), n_drives);
  cell.run.clearOf(0);
  cell.goTo(21);
  cell.goTo(24);
  QCOMPARE(cell.arms.begun.size(), std::size_t{2});
}

void TestServedVehicles::armPutsItsPartOntoTheBed() {
  Served cell(true);
  cell.goTo(10);
  QVERIFY(cell.run.workDone(cell.robot));
  QVERIFY(cell.arms.onto.empty());  // until the vehicle is there
  cell.goTo(10);
  QCOMPARE(cell.arms.onto.size(), std::size_t{1});
  QVERIFY(cell.arms.placed.empty());
  QCOMPARE(cell.vehicles.robots.back(), cell.robot);
  cell.goTo(30);  // longer than load_s: the arm ends it
  QVERIFY(!cell.vehicles.on_bed);
  QVERIFY(cell.run.putDown(cell.robot));
  QVERIFY(!cell.run.putDown(cell.robot));
  QCOMPARE(cell.vehicles.on_bed.value_or(99), cell.arms.begun[0].part.number);
  QVERIFY(!cell.vehicles.driving);
  cell.goTo(32);
  QCOMPARE(cell.trips(), std::int64_t{0});
  QVERIFY(cell.run.workOver(cell.robot));
  QVERIFY(cell.vehicles.driving);
  cell.goTo(33);
  cell.goTo(37);  // unload_s
  QCOMPARE(cell.trips(), std::int64_t{1});
  QCOMPARE(cell.arms.begun.size(), std::size_t{2});
  const ElementStatistics robot = cell.run.statistics().elements[cell.robot];
  QCOMPARE(stateOf(robot, ElementState::Blocked), 0.0);  // the vehicle was there at once
  QCOMPARE(robot.parts_out, std::int64_t{1});
}

void TestServedVehicles::lostOnTheWayToTheBed() {
  Served cell(true);
  cell.goTo(10);
  QVERIFY(cell.run.workDone(cell.robot));
  cell.goTo(10);
  QCOMPARE(cell.arms.onto.size(), std::size_t{1});
  QVERIFY(cell.run.dropWork(cell.robot));
  QCOMPARE(cell.run.statistics().scrapped, std::int64_t{1});
  cell.goTo(20);
  QCOMPARE(cell.arms.begun.size(), std::size_t{2});
  QVERIFY(cell.run.workDone(cell.robot));  // the same vehicle is free again, and the room at the station too
  cell.goTo(20);
  QCOMPARE(cell.arms.onto.size(), std::size_t{2});
}

void TestServedVehicles::lostFromTheBedBeforeItDrives() {
  Served cell(true);
  cell.goTo(10);
  QVERIFY(cell.run.workDone(cell.robot));
  cell.goTo(10);
  QVERIFY(cell.run.putDown(cell.robot));
  QVERIFY(cell.run.dropLoad(0));
  QVERIFY(!cell.run.dropLoad(0));
  QCOMPARE(cell.run.statistics().scrapped, std::int64_t{1});
  QVERIFY(cell.run.workOver(cell.robot));
  cell.goTo(20);
  QCOMPARE(cell.trips(), std::int64_t{0});
  QVERIFY(cell.run.workDone(cell.robot));
  cell.goTo(20);
  QCOMPARE(cell.arms.onto.size(), std::size_t{2});
}

QTEST_APPLESS_MAIN(TestServedVehicles)
#include "tst_served_vehicles.moc"
