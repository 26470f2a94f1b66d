// SPDX-License-Identifier: Apache-2.0
#include <QTest>
#include <algorithm>
#include <tuple>

#include "core/events/index.h"
#include "tests/core/events/factory_text.h"
#include "tests/core/events/timeline.h"
#include "tests/support/near.h"

using namespace mw;
using namespace mw::events;
using namespace mw::test;
using factory::ElementState;

namespace {

constexpr double kRounding = 1e-9;  // sums of exact ticks, rounded once
const char* const kOut = R"({"id": "o", "type": "sink"})";

std::string source(const std::string& fields) {
  return fmt::format(R"({{"id": "s", "type": "source", "part": "a", {}}},)", fields);
}
std::string belt(double length_m, bool is_accumulating, const std::string& calendar = "c") {
  return fmt::format(R"({{"id": "c", "type": "conveyor", "length_m": {}, "speed_mps": 1, "pitch_m": 1,
                          "accumulating": {}, "calendar": "{}"}},)",
                     length_m, is_accumulating, calendar);
}
void addKinds() {
  QTest::addColumn<bool>("is_accumulating");
  QTest::newRow("accumulating") << true;
  QTest::newRow("not") << false;
}

}  // namespace

/// Working hours of conveyors, to the tick.
class TestConveyorShifts : public QObject {
  Q_OBJECT
 private slots:
  void goesOnWhereItStopped_data() { addKinds(); }
  void goesOnWhereItStopped();
  void keepsWhatWaitsToLeave_data() { addKinds(); }
  void keepsWhatWaitsToLeave();
  void beginsOff_data() { addKinds(); }
  void beginsOff();
  void endsWithTheShift_data() { addKinds(); }
  void endsWithTheShift();
  void isTakenFromByVehicleWhileOff_data() { addKinds(); }
  void isTakenFromByVehicleWhileOff();
  void letsVehiclesWaitAtItsEntry_data() { addKinds(); }
  void letsVehiclesWaitAtItsEntry();
  void takesCardsOnlyWhileOn();
  void runsAsInOpenTime_data();
  void runsAsInOpenTime();
  void findsDeadlocksWhileOff_data() { addKinds(); }
  void findsDeadlocksWhileOff();
};

/// 6 m, a part every second at most. Those of 7 and 9.5 s are carried 3 and 0.5 m until 10 s, on from 20 s; the entry
/// is clear when a part has moved 1 m. That of 9.7 s waits outside and enters at 20.5 s.
void TestConveyorShifts::goesOnWhereItStopped() {
  QFETCH(bool, is_accumulating);
  const auto factory =
      factoryOf(source(R"("schedule": [{"t_s": 0, "count": 2}, {"t_s": 7}, {"t_s": 9.5}, {"t_s": 9.7}])") +
                    belt(6, is_accumulating) + kOut,
                "s>c c>o", kCalendars);
  const Recording recording = record(*compile(factory), settingsFor(40));
  QCOMPARE(entriesOf(recording, 1), QString("0 1 7 9.5 20.5"));
  QCOMPARE(entriesOf(recording, 2), QString("6 7 23 25.5 26.5"));
  const RunStatistics run = simulated(factory, settingsFor(40));
  MW_NEAR(stateOf(run.elements[1], ElementState::Off), 15, kRounding, 0);
  MW_NEAR(stateOf(run.elements[1], ElementState::Busy), 10 + 6.5, kRounding, 0);
  MW_NEAR(stateOf(run.elements[1], ElementState::Idle), 8.5, kRounding, 0);
  MW_NEAR(run.elements[1].content_mean, (6 + 6 + 16 + 16 + 6) / 40.0, kRounding, 0);
  MW_NEAR(run.outside_mean, (1 + 10.8) / 40, kRounding, 0);
}

/// 4 m. The first part is in the station from 4 to 14 s, when the belt is off; the second is at the exit from 5 s on
/// and goes at 20 s. The third came in at 4.5 s: it has closed up by 10 s, or stands where it was at 5 s.
void TestConveyorShifts::keepsWhatWaitsToLeave() {
  QFETCH(bool, is_accumulating);
  const auto factory =
      factoryOf(source(R"("schedule": [{"t_s": 0}, {"t_s": 1, "part": "b"}, {"t_s": 4.5, "part": "b"}])") +
                    belt(4, is_accumulating) +
                    R"({"id": "m", "type": "station", "process": {"by_part": {"a": 10, "b": 1}}},)" + kOut,
                "s>c c>m m>o", kCalendars);
  QCOMPARE(entriesOf(record(*compile(factory), settingsFor(40)), 2),
           QString(is_accumulating ? "4 20b 21b" : "4 20b 23.5b"));
  const RunStatistics run = simulated(factory, settingsFor(40));
  MW_NEAR(stateOf(run.elements[1], ElementState::Off), 15, kRounding, 0);
  MW_NEAR(stateOf(run.elements[1], ElementState::Blocked), 5, kRounding, 0);
  MW_NEAR(stateOf(run.elements[1], ElementState::Busy), 5 + (is_accumulating ? 1 : 3.5), kRounding, 0);
}

/// On from 10 to 20 s and again a week later, when the third part has 1 m to go.
void TestConveyorShifts::beginsOff() {
  QFETCH(bool, is_accumulating);
  const auto factory = factoryOf(
      source(R"("schedule": [{"t_s": 0}, {"t_s": 12}, {"t_s": 15}])") + belt(6, is_accumulating, "late") + kOut,
      "s>c c>o", kCalendars);
  QCOMPARE(entriesOf(record(*compile(factory), settingsFor(700'000)), 1), QString("10 12 15"));
  QCOMPARE(entriesOf(record(*compile(factory), settingsFor(700'000)), 2), QString("16 18 604811"));
}

/// At the exit at 10 s: it leaves with the shift. What comes to the entry at 10 s finds it off.
void TestConveyorShifts::endsWithTheShift() {
  QFETCH(bool, is_accumulating);
  const auto factory = factoryOf(source(R"("schedule": [{"t_s": 4}, {"t_s": 10}])") + belt(6, is_accumulating) + kOut,
                                 "s>c c>o", kCalendars);
  QCOMPARE(entriesOf(record(*compile(factory), settingsFor(40)), 1), QString("4 20"));
  QCOMPARE(entriesOf(record(*compile(factory), settingsFor(40)), 2), QString("10 26"));
}

/// Called at 4 s and 100 m away, the vehicle takes the first part at 104 s, in the second closed hour. The other goes
/// on at 86400 s, the next day.
void TestConveyorShifts::isTakenFromByVehicleWhileOff() {
  QFETCH(bool, is_accumulating);
  const auto factory = factoryOf(
      source(R"("schedule": [{"t_s": 0}, {"t_s": 3}])") + belt(4, is_accumulating) +
          R"({"id": "o", "type": "sink", "pose": {"x_m": 10}}, {"id": "far", "type": "sink", "pose": {"x_m": 100}},
             {"id": "t", "type": "source", "part": "b", "interarrival": 1, "limit": 1, "pose": {"x_m": 100}})",
      R"({"from": "s", "to": "c"}, {"from": "c", "to": "o", "by": "vehicle"},
         {"from": "t", "to": "far", "by": "vehicle"})",
      std::string(R"(, "vehicles": [{"id": "v", "speed_mps": 1}])") + kCalendars);
  // The vehicle stands at the belt, first listed. From t at 1 s to 101 s, empty again; back at the belt at 201 s.
  const Recording recording = record(*compile(factory), settingsFor(100'000));
  QCOMPARE(entriesOf(recording, 3), QString("101b"));
  // The second part had 1 m to go: non-accumulating it stood at 4 s, and runs again from the next shift on. Else it was
  // up at the first and has 1 m to close up.
  QCOMPARE(entriesOf(recording, 2), QString(is_accumulating ? "211 86421" : "211 86423"));
  static_cast<void>(simulated(factory, settingsFor(100'000)));
}

/// Two vehicles come at 14 and 14.5 s; the belt opens at 20 s and takes the second part a pitch later. One that does
/// not accumulate takes one such part at a time: the second is called when the first is in.
void TestConveyorShifts::letsVehiclesWaitAtItsEntry() {
  QFETCH(bool, is_accumulating);
  const auto factory = factoryOf(
      source(R"("schedule": [{"t_s": 4}, {"t_s": 4.5}])") +
          fmt::format(R"({{"id": "c", "type": "conveyor", "length_m": 4, "speed_mps": 1, "pitch_m": 1, "calendar": "c",
                           "pose": {{"x_m": 10}}, "accumulating": {}}},)",
                      is_accumulating) +
          kOut,
      R"({"from": "s", "to": "c", "by": "vehicle"}, {"from": "c", "to": "o"})",
      std::string(R"(, "vehicles": [{"id": "v", "count": 2, "speed_mps": 1}])") + kCalendars);
  QCOMPARE(entriesOf(record(*compile(factory), settingsFor(40)), 1), QString(is_accumulating ? "20 21" : "20 31"));
  const RunStatistics run = simulated(factory, settingsFor(40));
  MW_NEAR(run.fleets[0].activity_s[static_cast<std::size_t>(VehicleActivity::Waiting)],
          is_accumulating ? (6 + 6.5) / 2 : 6.0 / 2, kRounding, 0);
}

/// One card, back when the station is done at 12 s: the part at the exit of the belt gets it when the belt is on.
void TestConveyorShifts::takesCardsOnlyWhileOn() {
  const auto factory = factoryOf(
      source(R"("schedule": [{"t_s": 0}, {"t_s": 1}])") + belt(4, true) +
          R"({"id": "q", "type": "buffer"}, {"id": "m", "type": "station", "process": 8},)" + kOut,
      "s>c c>q q>m m>o", R"(, "control": [{"type": "conwip", "from": "c", "limit": 1}])" + std::string(kCalendars));
  QCOMPARE(entriesOf(record(*compile(factory), settingsFor(40)), 2), QString("4 20"));
  static_cast<void>(simulated(factory, settingsFor(40)));
}

void TestConveyorShifts::runsAsInOpenTime_data() {
  QTest::addColumn<bool>("is_accumulating");
  QTest::addColumn<int>("seed");
  for (int seed = 1; seed <= 8; ++seed) {
    QTest::addRow("accumulating, seed %d", seed) << true << seed;
    QTest::addRow("not, seed %d", seed) << false << seed;
  }
}

/// Where source, belts and station keep the same hours, the line runs as one without hours does in open time, tick for
/// tick: 25 s a day.
void TestConveyorShifts::runsAsInOpenTime() {
  QFETCH(bool, is_accumulating);
  QFETCH(int, seed);
  const auto line = [&](const std::string& calendar) {
    const std::string two_belts =
        belt(7.3, is_accumulating, calendar) +
        fmt::format(R"({{"id": "d", "type": "conveyor", "length_m": 3, "speed_mps": 0.7, "pitch_m": 0.6,
                         "accumulating": {}, "calendar": "{}"}},)",
                    !is_accumulating, calendar);
    const auto station = [&](const char* id) {
      return fmt::format(R"({{"id": "{}", "type": "station", "process": {{"dist": "exponential", "mean_s": 3.1}},
                              "calendar": "{}"}},)",
                         id, calendar);
    };
    return factoryOf(
        source(R"("interarrival": {"dist": "exponential", "mean_s": 3}, "calendar": ")" + calendar + "\"") + two_belts +
            station("m") + station("n") + kOut,
        "s>c c>m m>d d>n n>o", kCalendars);
  };
  constexpr int kDays = 60;
  const auto seeded = [&](double horizon_s) { return settingsFor(horizon_s, 0, static_cast<std::uint64_t>(seed)); };
  const auto with = line("c");
  const Recording got = record(*compile(with), seeded(kDays * 86400.0));
  const Recording want = record(*compile(line("always")), seeded(kDays * 25.0));
  const auto toOpen = [](SimTime at) {
    constexpr Ticks kSecond = SimTime::kTicksPerSecond;
    const Ticks day = at.ticks() / (86400 * kSecond);
    const Ticks of_day = at.ticks() % (86400 * kSecond);
    const Ticks second = std::clamp(of_day - 20 * kSecond, Ticks{0}, 15 * kSecond);
    return SimTime::fromTicks(day * 25 * kSecond + std::min(of_day, 10 * kSecond) + second);
  };
  const auto seen = [](const Recording& recording, auto map) {
    std::vector<std::tuple<std::int32_t, std::uint32_t, Ticks>> entries;
    for (const PartMove& move : recording.moves()) {
      if (move.from != PartMove::kNowhere && move.to > 0) {
        entries.emplace_back(move.to, move.part, map(move.at).ticks());
      }
    }
    std::sort(entries.begin(), entries.end());
    return entries;
  };
  const auto open = seen(got, toOpen);
  QVERIFY(open.size() > 1000);
  QVERIFY(open == seen(want, [](SimTime at) { return at; }));
  const RunStatistics run = simulated(with, seeded(kDays * 86400.0));
  for (const std::size_t i : {1U, 2U}) {
    MW_NEAR(stateOf(run.elements[i], ElementState::Off), kDays * (86400 - 25.0), 1e-6, 0);
  }
}

/// Rework goes back to the first station over a full belt; nothing moves any more, in no shift.
void TestConveyorShifts::findsDeadlocksWhileOff() {
  QFETCH(bool, is_accumulating);
  const auto factory = factoryOf(source(R"("supply": "unlimited")") +
                                     R"({"id": "m", "type": "station", "process": 1},)" + belt(2, is_accumulating) +
                                     R"({"id": "n", "type": "station", "process": 5,
                                         "yield": {"good": 0, "rework_to": "m"}},)" +
                                     kOut,
                                 "s>m m>c c>n n>o", kCalendars);
  for (const double horizon_s : {9.0, 15.0, 25.0}) {
    const RunStatistics run = simulated(factory, settingsFor(horizon_s));
    QVERIFY(run.deadlock);
    QCOMPARE(run.deadlock->since.seconds(), 8.0);
    QCOMPARE(run.deadlock->elements.size(), std::size_t{3});
  }
}

QTEST_APPLESS_MAIN(TestConveyorShifts)
#include "tst_conveyor_shifts.moc"
