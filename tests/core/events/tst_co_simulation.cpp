// SPDX-License-Identifier: Apache-2.0
#include <QTest>
#include <algorithm>
#include <deque>
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

/// Accumulating belts that keep the engine's own rule to the tick: a part is at the exit at max(entry + length / speed,
/// exit of the one before + pitch / speed), the entry clear a pitch later, and floor(length / pitch) parts fit.
class IdealBelts final : public PartMover {
 public:
  explicit IdealBelts(const Model& model) : model_(model) {}

  [[nodiscard]] std::vector<Index> conveyors() const {
    std::vector<Index> found;
    for (Index i = 0; i < model_.elements.size(); ++i) {
      if (model_.elements[i].kind == ElementKind::Conveyor) found.push_back(i);
    }
    return found;
  }

  void put(Index conveyor, const MovedPart& part, SimTime at) override {
    Belt& belt = belts_[conveyor];
    const ConveyorModel& model = modelOf(conveyor);
    belt.parts.push_back({part.number, at.ticks() + model.transit});
    belt.entry_clear_at = at.ticks() + model.gap;
  }
  void take(Index conveyor, std::uint32_t part, SimTime at) override {
    Belt& belt = belts_[conveyor];
    if (belt.parts.empty() || belt.parts.front().number != part) qFatal("takes a part that is not the first");
    belt.parts.pop_front();
    belt.is_told = false;
    if (!belt.parts.empty()) {
      belt.parts.front().at_exit = std::max(belt.parts.front().at_exit, at.ticks() + modelOf(conveyor).gap);
    }
  }
  void pass(Index, Index, std::uint32_t, SimTime) override {}
  void setOn(Index, bool) override {}

  void runUntil(CoSimulation& run, Ticks end) {
    while (true) {
      Index next = kNone;
      Ticks when = end;
      bool is_exit = false;
      for (auto& [index, belt] : belts_) {
        if (!belt.parts.empty() && !belt.is_told && belt.parts.front().at_exit <= when) {
          when = belt.parts.front().at_exit;
          next = index;
          is_exit = true;
        }
        const bool has_room = belt.parts.size() < model_.elements[index].capacity;
        if (belt.entry_clear_at && has_room && std::max(*belt.entry_clear_at, run.now().ticks()) <= when) {
          when = std::max(*belt.entry_clear_at, run.now().ticks());
          next = index;
          is_exit = false;
        }
      }
      // What the engine does until then may put down or take parts that are due earlier.
      const Ticks before = run.now().ticks();
      if (when > before + kStride) {
        run.advance(SimTime::fromTicks(before + kStride));
        continue;
      }
      run.advance(SimTime::fromTicks(when));
      if (next == kNone || when >= end) return;
      Belt& belt = belts_[next];
      if (is_exit && !belt.parts.empty() && !belt.is_told && belt.parts.front().at_exit <= when) {
        belt.is_told = true;
        run.arrive(next, belt.parts.front().number);
      } else if (!is_exit && belt.entry_clear_at && *belt.entry_clear_at <= when) {
        belt.entry_clear_at.reset();
        run.clearEntry(next);
      }
    }
  }

 private:
  struct Rider {
    std::uint32_t number;
    Ticks at_exit;
  };
  struct Belt {
    std::deque<Rider> parts;
    std::optional<Ticks> entry_clear_at;
    bool is_told = false;
  };
  const ConveyorModel& modelOf(Index conveyor) const { return model_.conveyors[model_.elements[conveyor].detail]; }

  const Model& model_;
  std::map<Index, Belt> belts_;
};

/// Keeps what it is given until the test says more.
class StillBelts final : public PartMover {
 public:
  void put(Index conveyor, const MovedPart& part, SimTime) override { on[conveyor].push_back(part.number); }
  void take(Index conveyor, std::uint32_t part, SimTime) override { std::erase(on[conveyor], part); }
  void pass(Index, Index, std::uint32_t, SimTime) override {}
  void setOn(Index, bool is_on) override { switches.push_back(is_on); }
  std::map<Index, std::vector<std::uint32_t>> on;
  std::vector<bool> switches;
};

struct Still {
  explicit Still(const factory::Factory& a_factory, double warmup_s = 0)
      : factory(a_factory), run(compile(factory), settingsFor(1e6, warmup_s), {kBelt, &belts}) {}
  static constexpr std::array<Index, 1> kBelt{1};
  const factory::Factory& factory;
  StillBelts belts;
  CoSimulation run;
};

const char* const kLine =
    R"({"id": "s", "type": "source", "part": "a", "supply": "unlimited"},
       {"id": "c", "type": "conveyor", "length_m": 6, "speed_mps": 0.5, "pitch_m": 1},
       {"id": "m", "type": "station", "process": 10}, {"id": "o", "type": "sink"})";

}  // namespace

/// A run whose conveyors somebody else moves.
class TestCoSimulation : public QObject {
  Q_OBJECT
 private slots:
  void agreesWithTheEventsOnIdealBelts_data();
  void agreesWithTheEventsOnIdealBelts();
  void waitsForTheMover();
  void blocksUntilTheNextHasRoom();
  void letsNothingInBeforeTheEntryIsClear();
  void packedBeltHoldsItsLoopUp();
  void whoArrivesIsFirst();
  void scrapsWhatFalls();
  void scrapsAllOfALoad();
  void measuresFromTheWarmupOn();
  void keepsWorkingHours();
  void vehiclesUnloadInWorkingHoursAlone();
  void vehiclesComeTogether();
};

void TestCoSimulation::agreesWithTheEventsOnIdealBelts_data() {
  QTest::addColumn<QString>("elements");
  QTest::addColumn<QString>("flows");
  const QString source = R"({"id": "s", "type": "source", "part": {"a": 0.5, "b": 0.5},
                             "interarrival": {"dist": "exponential", "mean_s": 12}},)";
  const QString sink = R"({"id": "o", "type": "sink"})";
  const QString belts = R"({"id": "c1", "type": "conveyor", "length_m": 5, "speed_mps": 0.3, "pitch_m": 0.7},
                           {"id": "c2", "type": "conveyor", "length_m": 2, "speed_mps": 0.5, "pitch_m": 0.5},)";
  const QString failing = R"({"id": "m", "type": "station", "process": {"dist": "lognormal", "mean_s": 9, "cv": 0.4},
      "failures": [{"id": "f", "time_to_failure": {"dist": "exponential", "mean_s": 300},
                    "time_to_repair": {"dist": "exponential", "mean_s": 60}}]},)";
  QTest::newRow("one after the other") << source + belts + failing + sink << "s>c1 c1>m m>c2 c2>o";
  QTest::newRow("two ways") << source + belts + failing + sink << "s>c1 s>c2 c1>m c2>m m>o";
  QTest::newRow("a slow end")
      << source + belts + R"({"id": "m", "type": "station", "process": {"dist": "gamma", "mean_s": 14, "cv": 0.3}},)" +
             sink
      << "s>c1 c1>c2 c2>m m>o";
}

void TestCoSimulation::agreesWithTheEventsOnIdealBelts() {
  QFETCH(QString, elements);
  QFETCH(QString, flows);
  const factory::Factory factory = factoryOf(elements.toStdString(), flows.toStdString());
  const RunSettings settings = settingsFor(20000, 1000, 7);
  const auto model = compile(factory);
  IdealBelts belts(*model);
  CoSimulation run(model, settings, {belts.conveyors(), &belts});
  belts.runUntil(run, settings.horizon.ticks());
  const RunStatistics moved = run.statistics();
  const RunStatistics timed = simulate(*model, settings);
  QVERIFY(timed.good > 800);
  QCOMPARE(moved.good, timed.good);
  // Ideal belts see up to a stride late that a full belt has lost a part, and a part passes two of them.
  MW_NEAR(moved.lead_time_mean_s, timed.lead_time_mean_s, 0, 2 * kStride_s);
  MW_NEAR(moved.wip_mean, timed.wip_mean, 0, 2 * kStride_s * static_cast<double>(timed.good) / timed.measured_s);
  for (std::size_t i = 0; i < timed.elements.size(); ++i) {
    QCOMPARE(moved.elements[i].parts_out, timed.elements[i].parts_out);
    QVERIFY(accountingError(moved.elements[i].stay) < kAccountingTolerance);
    for (std::size_t state = 0; state < timed.elements[i].state_s.size(); ++state) {
      MW_NEAR(moved.elements[i].state_s[state], timed.elements[i].state_s[state], kRounding,
              2 * kStride_s * static_cast<double>(timed.elements[i].parts_out));
    }
  }
}

void TestCoSimulation::waitsForTheMover() {
  const factory::Factory factory = factoryOf(kLine, "s>c c>m m>o");
  Still still(factory);
  QCOMPARE(still.belts.on[1].size(), std::size_t{1});  // put down at once
  still.run.advance(SimTime::fromSeconds(1000));
  QCOMPARE(still.run.statistics().elements[2].parts_in, std::int64_t{0});
  still.run.arrive(1, still.belts.on[1].front());
  QVERIFY(still.belts.on[1].empty());
  QCOMPARE(still.run.statistics().elements[2].parts_in, std::int64_t{1});
  still.run.advance(SimTime::fromSeconds(1010));
  QCOMPARE(still.run.statistics().good, std::int64_t{1});
  MW_NEAR(still.run.statistics().lead_time_mean_s, 1010, kRounding, 0);
}

void TestCoSimulation::blocksUntilTheNextHasRoom() {
  const factory::Factory factory = factoryOf(kLine, "s>c c>m m>o");
  Still still(factory);
  const std::uint32_t first = still.belts.on[1].front();
  still.run.advance(SimTime::fromSeconds(2));
  still.run.clearEntry(1);
  const std::uint32_t second = still.belts.on[1].back();
  QVERIFY(second != first);
  still.run.advance(SimTime::fromSeconds(12));
  still.run.arrive(1, first);
  still.run.advance(SimTime::fromSeconds(14));
  still.run.arrive(1, second);
  still.run.arrive(1, second);  // said again while it waits: nothing new
  still.run.advance(SimTime::fromSeconds(21));
  QVERIFY(still.belts.on[1] == std::vector<std::uint32_t>{second});
  still.run.advance(SimTime::fromSeconds(30));
  QVERIFY(still.belts.on[1].empty());
  const RunStatistics run = still.run.statistics();
  MW_NEAR(stateOf(run.elements[1], ElementState::Blocked), 8, kRounding, 0);  // 14 to 22 s, when the station is free
  MW_NEAR(stateOf(run.elements[1], ElementState::Idle), 8, kRounding, 0);
}

void TestCoSimulation::letsNothingInBeforeTheEntryIsClear() {
  const factory::Factory factory = factoryOf(kLine, "s>c c>m m>o");
  Still still(factory);
  still.run.advance(SimTime::fromSeconds(100));
  QCOMPARE(still.belts.on[1].size(), std::size_t{1});
  for (std::size_t n = 2; n < 20; ++n) {  // beyond the 6 of the events: what fits is the bodies' doing
    still.run.clearEntry(1);
    QCOMPARE(still.belts.on[1].size(), n);
  }
}

/// A loop of a station and a belt for six, by the events; one body fills it. Whether more fit is known once the body
/// has had the time to come to the end, 12 s after it came at 1 s.
void TestCoSimulation::packedBeltHoldsItsLoopUp() {
  const factory::Factory factory = factoryOf(
      R"({"id": "s", "type": "source", "part": "a", "supply": "unlimited"},
         {"id": "c", "type": "conveyor", "length_m": 6, "speed_mps": 0.5, "pitch_m": 1},
         {"id": "m", "type": "station", "process": 1}, {"id": "o", "type": "sink"})",
      "s>m m>c c>m");
  Still still(factory);
  still.run.advance(SimTime::fromSeconds(1));
  QCOMPARE(still.belts.on[1].size(), std::size_t{1});
  still.run.advance(SimTime::fromSeconds(10));
  still.run.arrive(1, still.belts.on[1].front());
  QVERIFY(!still.run.statistics().deadlock);  // it may still move up before the end
  still.run.advance(SimTime::fromSeconds(14));
  const RunStatistics run = still.run.statistics();
  QVERIFY(run.deadlock);
  QVERIFY((run.deadlock->elements == std::vector<std::uint32_t>{1, 2}));
}

void TestCoSimulation::whoArrivesIsFirst() {
  const factory::Factory factory = factoryOf(kLine, "s>c c>m m>o");
  Still still(factory);
  still.run.clearEntry(1);
  still.run.clearEntry(1);
  const std::vector<std::uint32_t> on = still.belts.on[1];
  QCOMPARE(on.size(), std::size_t{3});
  still.run.advance(SimTime::fromSeconds(5));
  still.run.arrive(1, on[1]);
  QVERIFY((still.belts.on[1] == std::vector<std::uint32_t>{on[0], on[2]}));
  still.run.arrive(1, 999);  // of another belt
  QCOMPARE(still.belts.on[1].size(), std::size_t{2});
  still.run.advance(SimTime::fromSeconds(20));
  still.run.arrive(1, on[2]);
  still.run.advance(SimTime::fromSeconds(40));
  still.run.arrive(1, on[0]);
  still.run.clearEntry(1);
  still.run.advance(SimTime::fromSeconds(60));
  QCOMPARE(still.run.statistics().good, std::int64_t{3});
  QCOMPARE(still.belts.on[1].size(), std::size_t{1});
}

void TestCoSimulation::scrapsWhatFalls() {
  const factory::Factory factory = factoryOf(kLine, "s>c c>m m>o");
  Still still(factory);
  still.run.clearEntry(1);
  still.run.clearEntry(1);
  const std::vector<std::uint32_t> on = still.belts.on[1];
  still.run.advance(SimTime::fromSeconds(3));
  QVERIFY(still.run.drop(1, on[1]));
  QVERIFY(!still.run.drop(1, on[1]));
  still.run.advance(SimTime::fromSeconds(4));
  QVERIFY(still.run.drop(1, on[2]));  // the last: the next goes behind the first
  still.run.clearEntry(1);
  still.run.advance(SimTime::fromSeconds(5));
  still.run.arrive(1, on[0]);
  still.run.advance(SimTime::fromSeconds(6));
  const RunStatistics run = still.run.statistics();
  QCOMPARE(run.scrapped, std::int64_t{2});
  MW_NEAR(run.lead_time_mean_s, 3.5, kRounding, 0);
  QCOMPARE(run.elements[1].content_end, std::int64_t{1});
  QCOMPARE(run.elements[2].content_end, std::int64_t{1});
  QVERIFY(accountingError(run.elements[1].stay) < kAccountingTolerance);
  QVERIFY(accountingError(run.part_types[0].lead) < kAccountingTolerance);
}

void TestCoSimulation::scrapsAllOfALoad() {
  const factory::Factory factory = factoryOf(
      R"({"id": "b", "type": "batch", "size": 3}, {"id": "c", "type": "conveyor", "length_m": 2, "speed_mps": 1},
         {"id": "u", "type": "unbatch"}, {"id": "o", "type": "sink"},
         {"id": "s", "type": "source", "part": "a", "supply": "unlimited", "limit": 3})",
      "s>b b>c c>u u>o");
  Still still(factory);
  QCOMPARE(still.belts.on[1].size(), std::size_t{1});
  still.run.advance(SimTime::fromSeconds(1));
  QVERIFY(still.run.drop(1, still.belts.on[1].front()));
  const RunStatistics run = still.run.statistics();
  QCOMPARE(run.scrapped, std::int64_t{3});
  QCOMPARE(run.left, std::int64_t{3});
  MW_NEAR(run.wip_mean, 3, kRounding, 0);
  QVERIFY(accountingError(run.part_types[0].lead) < kAccountingTolerance);
}

void TestCoSimulation::measuresFromTheWarmupOn() {
  const factory::Factory factory = factoryOf(kLine, "s>c c>m m>o");
  Still still(factory, 50);
  for (int second = 12; second <= 100; second += 12) {
    still.run.advance(SimTime::fromSeconds(second));
    still.run.arrive(1, still.belts.on[1].front());
    still.run.clearEntry(1);
  }
  still.run.advance(SimTime::fromSeconds(100));
  const RunStatistics run = still.run.statistics();
  MW_NEAR(run.measured_s, 50, kRounding, 0);
  QCOMPARE(run.good, std::int64_t{4});  // at 58, 70, 82, 94 s
}

void TestCoSimulation::keepsWorkingHours() {
  const factory::Factory factory =
      factoryOf(R"({"id": "s", "type": "source", "part": "a", "supply": "unlimited"},
                   {"id": "c", "type": "conveyor", "length_m": 6, "speed_mps": 0.5, "pitch_m": 1, "calendar": "day"},
                   {"id": "m", "type": "station", "process": 10}, {"id": "o", "type": "sink"})",
                "s>c c>m m>o",
                R"(,"calendars": [{"id": "day", "week": [{"days": ["mon","tue","wed","thu","fri","sat","sun"],
                                                          "from": "00:00", "to": "06:00"}]}])");
  Still still(factory);
  still.run.clearEntry(1);
  const std::vector<std::uint32_t> on = still.belts.on[1];
  still.run.advance(SimTime::fromSeconds(7 * 3600));
  QVERIFY(still.belts.switches == std::vector<bool>{false});
  still.run.arrive(1, on[0]);  // coasted to the end
  still.run.clearEntry(1);
  QVERIFY(still.belts.on[1] == on);
  still.run.advance(SimTime::fromSeconds(24 * 3600));
  QVERIFY((still.belts.switches == std::vector<bool>{false, true}));
  QVERIFY(still.belts.on[1].front() == on[1]);
  QCOMPARE(still.belts.on[1].size(), std::size_t{2});  // one went on, one came
  MW_NEAR(stateOf(still.run.statistics().elements[1], ElementState::Off), 18 * 3600, kRounding, 0);
}

/// A belt that vehicles feed.
factory::Factory fedByVehicles(const std::string& calendar) {
  return factoryOf(
      R"({"id": "s", "type": "source", "part": "a", "supply": "unlimited", "pose": {"x_m": 0}},
         {"id": "c", "type": "conveyor", "length_m": 10, "speed_mps": 0.5, "pitch_m": 1, "pose": {"x_m": 30})" +
          calendar + R"(}, {"id": "o", "type": "sink"})",
      R"({"from": "s", "to": "c", "by": "vehicle"}, {"from": "c", "to": "o"})",
      R"(,"vehicles": [{"id": "agv", "count": 4, "speed_mps": 1, "load_s": 1, "unload_s": 1}],
          "calendars": [{"id": "day", "week": [{"days": ["mon","tue","wed","thu","fri","sat","sun"],
                                                "from": "00:00", "to": "06:00"}]}])");
}

void TestCoSimulation::vehiclesUnloadInWorkingHoursAlone() {
  const factory::Factory factory = fedByVehicles(R"(, "calendar": "day")");
  Still still(factory);
  still.run.advance(SimTime::fromSeconds(7 * 3600));  // the first part was put down long ago, others wait before it
  const std::vector<std::uint32_t> on = still.belts.on[1];
  QCOMPARE(on.size(), std::size_t{1});
  still.run.clearEntry(1);
  QVERIFY(still.belts.on[1] == on);
  still.run.advance(SimTime::fromSeconds(24 * 3600 + 60));
  QCOMPARE(still.belts.on[1].size(), std::size_t{2});
}

/// All four set out at once: the room of an accumulating belt is for more than one.
void TestCoSimulation::vehiclesComeTogether() {
  const factory::Factory factory = fedByVehicles("");
  Still still(factory);
  for (int i = 0; i < 40; ++i) {
    still.run.advance(SimTime::fromSeconds(2 + i));
    still.run.clearEntry(1);
  }
  QVERIFY(still.belts.on[1].size() >= 4);
}

QTEST_APPLESS_MAIN(TestCoSimulation)
#include "tst_co_simulation.moc"
