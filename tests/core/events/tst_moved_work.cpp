// SPDX-License-Identifier: Apache-2.0
#include <QTest>
#include <algorithm>
#include <map>
#include <optional>

#include "core/events/co_simulation.h"
#include "core/events/model.h"
#include "tests/core/events/factory_text.h"
#include "tests/support/near.h"

using namespace mw;
using namespace mw::events;
using namespace mw::test;
using factory::ElementState;

namespace {

constexpr double kRounding = 1e-9;  // sums of exact ticks, rounded once
constexpr Ticks kStride = 1'000'000;
constexpr double kStride_s = 1e-3;

/// Arms that take what the factory says to the tick, and put down in no time.
class IdealArms final : public WorkMover {
 public:
  void begin(Index robot, const MovedWork& work, SimTime at) override {
    arms_[robot] = {at.ticks() + work.usual.ticks(), 0, true, false};
  }
  void place(Index robot, Index, SimTime) override { arms_[robot].is_placing = true; }
  void setRunning(Index robot, bool is_running, SimTime at) override {
    Arm& arm = arms_[robot];
    if (arm.is_running == is_running) return;
    arm.is_running = is_running;
    if (is_running) {
      arm.done_at = at.ticks() + arm.left;
    } else {
      arm.left = arm.done_at - at.ticks();
    }
  }
  void giveAway(Index robot, SimTime) override { arms_.erase(robot); }

  void runUntil(CoSimulation& run, Ticks end) {
    while (run.now().ticks() < end) {
      Ticks when = std::min(end, run.now().ticks() + kStride);
      for (const auto& [robot, arm] : arms_) {
        if (arm.is_running && !arm.is_done) when = std::min(when, std::max(arm.done_at, run.now().ticks()));
      }
      run.advance(SimTime::fromTicks(when));
      for (auto& [robot, arm] : std::map(arms_)) {
        if (!arm.is_done && arm.is_running && arm.done_at <= when) arms_[robot].is_done = run.workDone(robot);
      }
      for (const auto& [robot, arm] : std::map(arms_)) {
        if (arm.is_placing && run.putDown(robot) && run.workOver(robot) && !isBusyAgain(robot)) arms_.erase(robot);
      }
    }
  }

 private:
  struct Arm {
    Ticks done_at = 0;
    Ticks left = 0;
    bool is_running = true;
    bool is_done = false;
    bool is_placing = false;
  };
  /// Whether the next job has begun.
  bool isBusyAgain(Index robot) const { return !arms_.at(robot).is_placing; }

  std::map<Index, Arm> arms_;
};

/// Does nothing of itself.
class StillArms final : public WorkMover {
 public:
  void begin(Index, const MovedWork& work, SimTime) override { begun.push_back(work); }
  void place(Index, Index flow, SimTime) override { placed.push_back(flow); }
  void setRunning(Index, bool is_running, SimTime) override { switches.push_back(is_running); }
  void giveAway(Index, SimTime) override { ++given; }
  std::vector<MovedWork> begun;
  std::vector<Index> placed;
  std::vector<bool> switches;
  int given = 0;
};

struct Still {
  explicit Still(const factory::Factory& factory)
      : robot(static_cast<Index>(indexOf(factory, "r"))),
        run(compile(factory), settingsFor(1e6), {{}, nullptr, {&robot, 1}, &arms}) {}

  bool putDown() { return run.putDown(robot) && run.workOver(robot); }
  void goTo(double time_s) { run.advance(SimTime::fromSeconds(time_s)); }
  [[nodiscard]] double state(ElementState state) const { return stateOf(run.statistics().elements[robot], state); }

  Index robot;
  StillArms arms;
  CoSimulation run;
};

const char* const kCell =
    R"({"id": "s", "type": "source", "part": "a", "supply": "unlimited"},
       {"id": "r", "type": "robot", "cycle": 8},
       {"id": "m", "type": "station", "process": 10}, {"id": "o", "type": "sink"})";

}  // namespace

/// Robots whose arms somebody else moves.
class TestMovedWork : public QObject {
  Q_OBJECT
 private slots:
  void agreesWithTheEventsOnIdealArms_data();
  void agreesWithTheEventsOnIdealArms();
  void waitsForTheMover();
  void blocksUntilTheNextHasRoom();
  void isBusyUntilItIsAway();
  void keepsTheRoomWhileItPutsDown();
  void holdsOnWhileTheNextIsDown();
  void standsWhileItIsDown();
  void failsByItsWorkingTime();
  void dropsWhereverItIs();
  void dropsWhatItWaitsWith();
  void saysWhereItsPartStands();
  void givesItsPartToAVehicle();
};

void TestMovedWork::agreesWithTheEventsOnIdealArms_data() {
  QTest::addColumn<QString>("elements");
  QTest::addColumn<QString>("flows");
  QTest::addColumn<QString>("rest");
  const QString source = R"({"id": "s", "type": "source", "part": {"a": 0.5, "b": 0.5},
                             "interarrival": {"dist": "exponential", "mean_s": 12}},)";
  const QString sink = R"({"id": "o", "type": "sink"})";
  const QString belt = R"({"id": "c", "type": "conveyor", "length_m": 5, "speed_mps": 0.3, "pitch_m": 0.7},)";
  const QString robot =
      R"({"id": "r", "type": "robot", "speed": 0.8, "cycle": {"dist": "lognormal", "mean_s": 6, "cv": 0.3}},)";
  const QString station = R"({"id": "m", "type": "station", "process": {"dist": "gamma", "mean_s": 9, "cv": 0.5}},)";
  QTest::newRow("into a station") << source + belt + robot + station + sink << "s>c c>r r>m m>o"
                                  << "";
  QTest::newRow("onto a belt") << source + station + robot + belt + sink << "s>m m>r r>c c>o"
                               << "";
  QTest::newRow("two robots, two ways")
      << source + R"({"id": "b", "type": "buffer", "capacity": 30},)" + robot + station +
             R"({"id": "r2", "type": "robot", "cycle": {"dist": "gamma", "mean_s": 7, "cv": 0.2}},
                {"id": "m2", "type": "station", "process": 11},)" +
             sink
      << "s>b b>r b>r2 r>m r>m2 r2>m2 m>o m2>o"
      << "";
  QTest::newRow("failures, an operator, a shift") << source +
                                                         R"({"id": "b", "type": "buffer"},
                {"id": "r", "type": "robot", "cycle": {"dist": "gamma", "mean_s": 7, "cv": 0.2}, "calendar": "day",
                 "needs": [{"pool": "crew"}],
                 "failures": [{"id": "f", "time_to_failure": {"dist": "exponential", "mean_s": 300},
                               "time_to_repair": {"dist": "exponential", "mean_s": 40}},
                              {"id": "g", "basis": "cycles", "time_to_failure": 40, "time_to_repair": 30}]},
                {"id": "r2", "type": "robot", "cycle": {"dist": "gamma", "mean_s": 30, "cv": 0.2},
                 "needs": [{"pool": "crew"}]},
                {"id": "m", "type": "station", "process": 1},)" +
                                                         sink
                                                  << "s>b b>r b>r2 r>m r2>o m>o"
                                                  <<
      R"(,"pools": [{"id": "crew", "count": 1}],
          "calendars": [{"id": "day", "week": [{"days": ["mon","tue","wed","thu","fri","sat","sun"],
                                                "from": "00:00", "to": "03:00"}]}])";
  QTest::newRow("cards") << source + robot + station + sink << "s>r r>m m>o"
                         << R"(,"control": [{"type": "kanban", "stages": [{"elements": ["r"], "limit": 1},
                                                                          {"elements": ["m"], "limit": 1}]}])";
}

void TestMovedWork::agreesWithTheEventsOnIdealArms() {
  QFETCH(QString, elements);
  QFETCH(QString, flows);
  QFETCH(QString, rest);
  const factory::Factory factory = factoryOf(elements.toStdString(), flows.toStdString(), rest.toStdString());
  const RunSettings settings = settingsFor(20000, 1000, 7);
  const auto model = compile(factory);
  std::vector<Index> robots;
  for (std::size_t i = 0; i < factory.elements().size(); ++i) {
    if (factory.elements()[i].type == "robot") robots.push_back(static_cast<Index>(i));
  }
  IdealArms arms;
  CoSimulation run(model, settings, {{}, nullptr, robots, &arms});
  arms.runUntil(run, settings.horizon.ticks());
  const RunStatistics moved = run.statistics();
  const RunStatistics timed = simulate(*model, settings);
  QVERIFY(timed.good > 500);
  QCOMPARE(moved.good, timed.good);
  // Arms ask up to a stride late whether room has come, and a part is held up by those before it.
  const double late_s = 20 * kStride_s;
  MW_NEAR(moved.lead_time_mean_s, timed.lead_time_mean_s, 0, late_s);
  for (std::size_t i = 0; i < timed.elements.size(); ++i) {
    QCOMPARE(moved.elements[i].parts_out, timed.elements[i].parts_out);
    QCOMPARE(moved.elements[i].failures, timed.elements[i].failures);
    QVERIFY(accountingError(moved.elements[i].stay) < kAccountingTolerance);
    for (std::size_t state = 0; state < timed.elements[i].state_s.size(); ++state) {
      MW_NEAR(moved.elements[i].state_s[state], timed.elements[i].state_s[state], kRounding,
              2 * kStride_s * static_cast<double>(timed.elements[i].parts_out));
    }
  }
}

void TestMovedWork::waitsForTheMover() {
  Still still(factoryOf(kCell, "s>r r>m m>o"));
  QCOMPARE(still.arms.begun.size(), std::size_t{1});  // at once
  MW_NEAR(still.arms.begun[0].usual.seconds(), 8, kRounding, 0);
  still.goTo(1000);
  QVERIFY(still.arms.placed.empty());
  QVERIFY(!still.putDown());
  QVERIFY(still.run.workDone(still.robot));
  QVERIFY(!still.run.workDone(still.robot));
  QVERIFY(still.arms.placed == std::vector<Index>{1});
  still.goTo(1002);
  QCOMPARE(still.run.statistics().elements[2].parts_in, std::int64_t{0});
  QVERIFY(still.putDown());
  QCOMPARE(still.run.statistics().elements[2].parts_in, std::int64_t{1});
  QCOMPARE(still.arms.begun.size(), std::size_t{2});
  MW_NEAR(still.state(ElementState::Busy), 1002, kRounding, 0);
}

void TestMovedWork::blocksUntilTheNextHasRoom() {
  Still still(factoryOf(kCell, "s>r r>m m>o"));
  still.run.workDone(still.robot);
  QVERIFY(still.putDown());  // at 0: the station is busy until 10
  still.goTo(4);
  QVERIFY(still.run.workDone(still.robot));
  QCOMPARE(still.arms.placed.size(), std::size_t{1});
  still.goTo(9);
  QVERIFY(!still.putDown());
  still.goTo(12);
  QCOMPARE(still.arms.placed.size(), std::size_t{2});  // at 10
  QVERIFY(still.putDown());
  MW_NEAR(still.state(ElementState::Blocked), 6, kRounding, 0);
  MW_NEAR(still.state(ElementState::Busy), 4 + 2, kRounding, 0);
}

/// It is at work until it is away from what it put down; the part is on its way already.
void TestMovedWork::isBusyUntilItIsAway() {
  Still still(factoryOf(kCell, "s>r r>m m>o"));
  still.goTo(5);
  QVERIFY(!still.run.workOver(still.robot));
  QVERIFY(still.run.workDone(still.robot));
  QVERIFY(!still.run.workOver(still.robot));
  QVERIFY(still.run.putDown(still.robot));
  QVERIFY(!still.run.putDown(still.robot));
  QVERIFY(!still.run.dropWork(still.robot));
  QCOMPARE(still.run.statistics().elements[2].parts_in, std::int64_t{1});
  QCOMPARE(still.arms.begun.size(), std::size_t{1});
  still.goTo(6);
  QVERIFY(still.run.workOver(still.robot));
  QCOMPARE(still.arms.begun.size(), std::size_t{2});
  MW_NEAR(still.state(ElementState::Busy), 6, kRounding, 0);
}

/// Two robots before one station: the second is not let in while the first puts its part down.
void TestMovedWork::keepsTheRoomWhileItPutsDown() {
  const factory::Factory factory = factoryOf(
      R"({"id": "s", "type": "source", "part": "a", "supply": "unlimited"},
         {"id": "r", "type": "robot", "cycle": 8}, {"id": "r2", "type": "robot", "cycle": 8},
         {"id": "m", "type": "station", "process": 10}, {"id": "o", "type": "sink"})",
      "s>r s>r2 r>m r2>m m>o");
  StillArms arms;
  const std::vector<Index> robots = {1, 2};
  CoSimulation run(compile(factory), settingsFor(1e6), {{}, nullptr, robots, &arms});
  QVERIFY(run.workDone(1));
  run.advance(SimTime::fromSeconds(1));
  QVERIFY(run.workDone(2));
  QVERIFY(arms.placed == std::vector<Index>{2});
  run.advance(SimTime::fromSeconds(3));
  QVERIFY(!run.putDown(2));
  QVERIFY(run.putDown(1));
  QVERIFY(run.workOver(1));
  run.advance(SimTime::fromSeconds(13));
  QVERIFY((arms.placed == std::vector<Index>{2, 3}));
  QVERIFY(run.dropWork(2));  // and so gives the room back
  QVERIFY(run.workDone(1));
  QVERIFY((arms.placed == std::vector<Index>{2, 3, 2}));
}

void TestMovedWork::holdsOnWhileTheNextIsDown() {
  Still still(factoryOf(R"({"id": "s", "type": "source", "part": "a", "supply": "unlimited"},
                           {"id": "r", "type": "robot", "cycle": 8},
                           {"id": "m", "type": "station", "process": 1,
                            "failures": [{"basis": "calendar", "time_to_failure": 5, "time_to_repair": 20}]},
                           {"id": "o", "type": "sink"})",
                        "s>r r>m m>o"));
  still.goTo(4);
  QVERIFY(still.run.workDone(still.robot));
  still.goTo(6);
  QVERIFY(!still.putDown());  // it would lie in a station that stands
  still.goTo(24);
  QVERIFY(!still.putDown());
  still.goTo(26);
  QVERIFY(still.putDown());
  MW_NEAR(still.state(ElementState::Blocked), 20, kRounding, 0);  // from 6 to 26
  still.goTo(27.5);
  QCOMPARE(still.run.statistics().good, std::int64_t{1});
}

void TestMovedWork::standsWhileItIsDown() {
  Still still(factoryOf(R"({"id": "s", "type": "source", "part": "a", "supply": "unlimited"},
                           {"id": "r", "type": "robot", "cycle": 8,
                            "failures": [{"basis": "calendar", "time_to_failure": 5, "time_to_repair": 20}]},
                           {"id": "m", "type": "station", "process": 10}, {"id": "o", "type": "sink"})",
                        "s>r r>m m>o"));
  still.goTo(6);
  QVERIFY(still.arms.switches == std::vector<bool>{false});
  QVERIFY(!still.run.workDone(still.robot));
  still.goTo(26);  // repaired at 25, next failure at 30
  QVERIFY((still.arms.switches == std::vector<bool>{false, true}));
  QVERIFY(still.run.workDone(still.robot));
  still.goTo(31);
  QVERIFY(!still.putDown());
  still.goTo(51);
  QVERIFY(still.putDown());
  MW_NEAR(still.state(ElementState::Down), 40, kRounding, 0);
  MW_NEAR(still.state(ElementState::Busy), 11, kRounding, 0);
}

void TestMovedWork::failsByItsWorkingTime() {
  Still still(factoryOf(R"({"id": "s", "type": "source", "part": "a", "supply": "unlimited"},
                           {"id": "r", "type": "robot", "cycle": 8,
                            "failures": [{"time_to_failure": 10, "time_to_repair": 3}]},
                           {"id": "o", "type": "sink"})",
                        "s>r r>o"));
  still.goTo(4);
  QVERIFY(still.run.workDone(still.robot));
  still.goTo(5);
  QVERIFY(still.putDown());  // putting down is work too
  still.goTo(12);
  MW_NEAR(still.state(ElementState::Down), 2, kRounding, 0);  // from 10
  still.goTo(30);
  const ElementStatistics robot = still.run.statistics().elements[still.robot];
  QCOMPARE(robot.failures, std::int64_t{2});
  MW_NEAR(stateOf(robot, ElementState::Down), 6, kRounding, 0);  // 10 to 13 and 23 to 26
}

void TestMovedWork::dropsWhereverItIs() {
  const factory::Factory factory = factoryOf(kCell, "s>r r>m m>o");
  Still still(factory);
  still.goTo(3);
  QVERIFY(still.run.dropWork(still.robot));  // on the way
  QCOMPARE(still.arms.begun.size(), std::size_t{2});
  still.goTo(4);
  QVERIFY(still.run.workDone(still.robot));
  QVERIFY(still.run.dropWork(still.robot));  // while it puts it down
  QVERIFY(!still.putDown());
  still.goTo(6);
  QVERIFY(still.run.workDone(still.robot));
  QVERIFY(still.putDown());
  still.goTo(17);
  const RunStatistics run = still.run.statistics();
  QCOMPARE(run.scrapped, std::int64_t{2});
  QCOMPARE(run.good, std::int64_t{1});
  MW_NEAR(run.lead_time_mean_s, (3 + 1 + 12) / 3.0, kRounding, 0);
  QVERIFY(accountingError(run.elements[still.robot].stay) < kAccountingTolerance);
  QVERIFY(accountingError(run.part_types[0].lead) < kAccountingTolerance);
}

void TestMovedWork::dropsWhatItWaitsWith() {
  Still still(factoryOf(kCell, "s>r r>m m>o"));
  still.run.workDone(still.robot);
  QVERIFY(still.putDown());
  still.goTo(1);
  QVERIFY(still.run.workDone(still.robot));
  still.goTo(2);
  QVERIFY(still.run.dropWork(still.robot));
  still.goTo(20);
  QCOMPARE(still.arms.placed.size(), std::size_t{1});
  QCOMPARE(still.run.statistics().scrapped, std::int64_t{1});
  MW_NEAR(still.state(ElementState::Blocked), 1, kRounding, 0);
}

/// A part on a belt is the robot's from when it sets out, and where it came from is told.
void TestMovedWork::saysWhereItsPartStands() {
  class Belt final : public PartMover {
   public:
    void put(Index, const MovedPart& part, SimTime) override { on.push_back(part.number); }
    void take(Index, std::uint32_t, SimTime) override { qFatal("nobody takes it away"); }
    void leaveTo(Index robot, Index conveyor, std::uint32_t part, SimTime) override {
      left.push_back({robot, conveyor, part});
    }
    void pass(Index, Index, std::uint32_t, SimTime) override {}
    void setOn(Index, bool) override {}
    std::vector<std::uint32_t> on;
    std::vector<std::array<std::uint32_t, 3>> left;
  };
  const factory::Factory factory = factoryOf(R"({"id": "s", "type": "source", "part": "b", "supply": "unlimited"},
                   {"id": "c", "type": "conveyor", "length_m": 6, "speed_mps": 0.5},
                   {"id": "r", "type": "robot", "cycle": 8}, {"id": "o", "type": "sink"})",
                                             "s>c c>r r>o");
  Belt belt;
  StillArms arms;
  const std::vector<Index> belts = {1};
  const std::vector<Index> robots = {2};
  CoSimulation run(compile(factory), settingsFor(1e6), {belts, &belt, robots, &arms});
  run.arrive(1, belt.on[0]);
  QVERIFY((belt.left == std::vector<std::array<std::uint32_t, 3>>{{2, 1, belt.on[0]}}));
  QCOMPARE(arms.begun.size(), std::size_t{1});
  QCOMPARE(arms.begun[0].part.number, belt.on[0]);
  QCOMPARE(arms.begun[0].part.part_type, std::uint16_t{1});
  QCOMPARE(arms.begun[0].came_by, Index{1});
}

void TestMovedWork::givesItsPartToAVehicle() {
  Still still(factoryOf(
      R"({"id": "s", "type": "source", "part": "a", "supply": "unlimited", "pose": {"x_m": 0}},
         {"id": "r", "type": "robot", "cycle": 8, "pose": {"x_m": 2}}, {"id": "o", "type": "sink", "pose": {"x_m": 30}})",
      R"({"from": "s", "to": "r"}, {"from": "r", "to": "o", "by": "vehicle"})",
      R"(,"vehicles": [{"id": "agv", "count": 1, "speed_mps": 1, "load_s": 1, "unload_s": 1}])"));
  QVERIFY(still.run.workDone(still.robot));
  QVERIFY(still.arms.placed.empty());
  QVERIFY(!still.run.dropWork(still.robot));  // called for
  still.goTo(100);
  QCOMPARE(still.arms.given, 1);
  QCOMPARE(still.arms.begun.size(), std::size_t{2});
  QCOMPARE(still.run.statistics().good, std::int64_t{1});
}

QTEST_APPLESS_MAIN(TestMovedWork)
#include "tst_moved_work.moc"
