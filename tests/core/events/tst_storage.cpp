// SPDX-License-Identifier: Apache-2.0
#include <QTest>
#include <cmath>
#include <numeric>

#include "tests/core/events/factory_text.h"
#include "tests/core/events/timeline.h"
#include "tests/support/near.h"

using namespace mw;
using namespace mw::events;
using namespace mw::test;
using factory::ElementState;

namespace {

constexpr double kRounding = 1e-9;  // sums of exact ticks, rounded once

std::string source(const std::string& fields) {
  return fmt::format(R"({{"id": "s", "type": "source", "part": "a", {}}},)", fields);
}
std::string storage(const std::string& fields) {
  return fmt::format(R"({{"id": "r", "type": "storage", {}}},)", fields);
}
std::string station(const std::string& id, const std::string& process) {
  return fmt::format(R"({{"id": "{}", "type": "station", "process": {}}},)", id, process);
}
const char* const kOut = R"({"id": "o", "type": "sink"})";

}  // namespace

/// The rack with a crane, to the tick and against the theory of queues.
class TestStorage : public QObject {
  Q_OBJECT
 private slots:
  void storesAndFetches();
  void fetchesTheOldestThatIsWanted();
  void blocksOnlyItsExit();
  void standsStillWhileOff();
  void keepsThePartAtTheExitWhileOff();
  void passesAtOnceWithoutTimes();
  void queuesAsTheCraneServes();
  void conservesParts();
  void twoRacksInALoopFindTheirJobs();
  void givesCardsBack();
  void fetchesForACard();
  void keepsRoomForWhatItFetches();
  void fetchesWhatAnAssemblyWants_data();
  void fetchesWhatAnAssemblyWants();
  void waitsForARepairAtTheExit();
  void refusesSupplyWithoutEnd();
};

/// Two slots, 2 s to store, 3 s to fetch, a station of 10 s. At 15, 28 and 41 s the station has room and asks.
void TestStorage::storesAndFetches() {
  const auto model =
      compile(factoryOf(source(R"("supply": "unlimited")") + storage(R"("capacity": 2, "store": 2, "retrieve": 3)") +
                            station("m", "10") + kOut,
                        "s>r r>m m>o"));
  const Recording recording = record(*model, settingsFor(45));
  QCOMPARE(entriesOf(recording, 1), QString("0 5 7 18 31 44"));
  QCOMPARE(entriesOf(recording, 2), QString("5 18 31 44"));
  const RunStatistics run = simulate(*model, settingsFor(30));
  MW_NEAR(stateOf(run.elements[1], ElementState::Busy), 9 + 5 + 2, kRounding, 0);
  MW_NEAR(stateOf(run.elements[1], ElementState::Idle), 6 + 8, kRounding, 0);
  QCOMPARE(run.elements[1].content_max, 2);
  // Parts inside the rack: to 9 s one but for 7-9 s, then two, one more at 18 s as one leaves.
  MW_NEAR(run.elements[1].content_mean, (7 + 2 * 23) / 30.0, kRounding, 0);
}

/// Two parts a and one b at time 0, each with a station of its own: b overtakes the second a.
void TestStorage::fetchesTheOldestThatIsWanted() {
  const auto factory = factoryOf(
      source(R"("schedule": [{"t_s": 0, "count": 2}, {"t_s": 0, "part": "b"}])") +
          storage(R"("store": 1, "retrieve": 1)") + station("m", "20") + station("n", "20") + kOut,
      R"({"from": "s", "to": "r"}, {"from": "r", "to": "m", "part": "a"}, {"from": "r", "to": "n", "part": "b"},
         {"from": "m", "to": "o"}, {"from": "n", "to": "o"})");
  const Recording recording = record(*compile(factory), settingsFor(60));
  QCOMPARE(entriesOf(recording, 2), QString("2 23"));
  QCOMPARE(entriesOf(recording, 3), QString("5b"));
}

/// At 15 s the station has room and the crane fetches; at 16 s a part from elsewhere takes it. The fetched part waits
/// at the exit from 18 to 26 s. The part b that comes at 20 s is stored, but its free station gets it when the exit is
/// free.
void TestStorage::blocksOnlyItsExit() {
  const std::string elements = source(R"("schedule": [{"t_s": 0}, {"t_s": 1}, {"t_s": 20, "part": "b"}])") +
                               R"({"id": "t", "type": "source", "part": "b", "schedule": [{"t_s": 16}]},)" +
                               storage(R"("store": 2, "retrieve": 3)") + station("m", "10") + station("n", "1") + kOut;
  const auto model = compile(
      factoryOf(elements, R"({"from": "s", "to": "r"}, {"from": "t", "to": "m"}, {"from": "r", "to": "m", "part": "a"},
                   {"from": "r", "to": "n", "part": "b"}, {"from": "m", "to": "o"}, {"from": "n", "to": "o"})"));
  const Recording recording = record(*model, settingsFor(60));
  QCOMPARE(entriesOf(recording, 2), QString("0 5 20b"));
  QCOMPARE(entriesOf(recording, 3), QString("5 16b 26"));
  QCOMPARE(entriesOf(recording, 4), QString("29b"));
  const RunStatistics run = simulate(*model, settingsFor(40));
  MW_NEAR(stateOf(run.elements[2], ElementState::Busy), 7 + 3 + 2 + 3, kRounding, 0);
  MW_NEAR(stateOf(run.elements[2], ElementState::Blocked), 2 + 4, kRounding, 0);
  MW_NEAR(stateOf(run.elements[2], ElementState::Idle), 19, kRounding, 0);
}

/// Storing from 7 s on stops at 10 s with a second left.
void TestStorage::standsStillWhileOff() {
  const auto model = compile(factoryOf(
      source(R"("supply": "unlimited", "limit": 3)") + storage(R"("store": 4, "retrieve": 3, "calendar": "c")") + kOut,
      "s>r r>o", kCalendars));
  QCOMPARE(entriesOf(record(*model, settingsFor(40)), 2), QString("7 24 31"));
  const RunStatistics run = simulate(*model, settingsFor(40));
  MW_NEAR(stateOf(run.elements[1], ElementState::Off), 15, kRounding, 0);
  MW_NEAR(stateOf(run.elements[1], ElementState::Busy), 10 + 11, kRounding, 0);
}

/// It is at the exit at 9 s; the station is free from 13 s on, the storage is off from 10 to 20 s.
void TestStorage::keepsThePartAtTheExitWhileOff() {
  const std::string elements = source(R"("schedule": [{"t_s": 0, "count": 2}])") +
                               R"({"id": "t", "type": "source", "part": "b", "schedule": [{"t_s": 7}]},)" +
                               storage(R"("store": 1, "retrieve": 3, "calendar": "c")") +
                               station("m", R"({"by_part": {"a": 2, "b": 6}})") + kOut;
  const auto model = compile(factoryOf(elements, "s>r r>m t>m m>o", kCalendars));
  QCOMPARE(entriesOf(record(*model, settingsFor(60)), 3), QString("4 7b 20"));
}

void TestStorage::passesAtOnceWithoutTimes() {
  const auto factory = factoryOf(
      source(R"("schedule": [{"t_s": 1, "count": 2}, {"t_s": 3}])") + R"({"id": "r", "type": "storage"},)" + kOut,
      "s>r r>o");
  QCOMPARE(entriesOf(record(*compile(factory), settingsFor(9)), 2), QString("1 1 3"));
}

/// Before a sink the crane serves each part for store + retrieve: M/G/1 with mean 1 s, variance 0.09 s2 and load 0.8.
/// Pollaczek-Khinchine: L_q = load^2 (1 + 0.09) / (2 (1 - load)) = 1.744 parts wait outside.
void TestStorage::queuesAsTheCraneServes() {
  const auto model = compile(factoryOf(source(R"("interarrival": {"dist": "exponential", "mean_s": 1.25})") +
                                           storage(R"("store": {"dist": "gamma", "mean_s": 0.6, "cv": 0.5},
                                                      "retrieve": 0.4)") +
                                           kOut,
                                       "s>r r>o"));
  std::vector<double> outside;
  std::vector<double> busy;
  for (std::uint32_t replication = 0; replication < 20; ++replication) {
    const RunStatistics run = simulate(*model, settingsFor(60'000, 1000, 1, replication));
    outside.push_back(run.outside_mean);
    busy.push_back(stateOf(run.elements[1], ElementState::Busy) / run.measured_s);
  }
  const auto check = [](const std::vector<double>& values, double exact) {
    const double mean = std::accumulate(values.begin(), values.end(), 0.0) / static_cast<double>(values.size());
    double square = 0;
    for (const double value : values) square += (value - mean) * (value - mean);
    const auto n = static_cast<double>(values.size());
    MW_NEAR(mean, exact, 4.5 * std::sqrt(square / (n - 1) / n), 0);  // standard errors of the replications
  };
  check(outside, 0.64 * 1.09 / 0.4);
  check(busy, 0.8);
}

void TestStorage::conservesParts() {
  const std::string elements =
      R"({"id": "s", "type": "source", "part": {"a": 0.4, "b": 0.6},
          "interarrival": {"dist": "gamma", "mean_s": 6, "cv": 1.5}},)" +
      storage(R"("capacity": 12, "calendar": "day", "routing": "round-robin",
                 "store": {"dist": "exponential", "mean_s": 1}, "retrieve": {"by_part": {"a": 1, "*": 2}})") +
      station("m", R"({"dist": "exponential", "mean_s": 5})") +
      R"({"id": "q", "type": "storage", "capacity": 3, "store": 0.5, "retrieve": 0.5},)" +
      station("n", R"({"dist": "exponential", "mean_s": 4})") + kOut;
  const auto factory = factoryOf(elements, "s>r r>m r>q q>n m>o n>o", R"(, "calendars": [{"id": "day", "week": [
      {"days": ["mon","tue","wed","thu","fri","sat"], "from": "06:00", "to": "22:00",
       "breaks": [{"from": "12:00", "to": "12:30"}]}]}])");
  const auto model = compile(factory);
  const double horizon_s = 20 * 86400.0;
  const RunStatistics run = simulate(*model, settingsFor(horizon_s, 86400));
  std::int64_t inside = 0;
  std::int64_t before = 0;
  for (std::size_t i = 0; i < run.elements.size(); ++i) {
    const ElementStatistics& element = run.elements[i];
    MW_NEAR(std::accumulate(element.state_s.begin(), element.state_s.end(), 0.0), horizon_s - 86400, 1e-6, 0);
    if (factory.elements()[i].type == "sink") continue;
    QCOMPARE(element.content_start + element.parts_in - element.parts_out, element.content_end);
    if (i == 0) continue;
    inside += element.content_end;
    before += element.content_start;
  }
  QCOMPARE(before + run.elements[0].parts_out, run.good + inside);
  QVERIFY(run.good > 100'000);
  // Mondays to Saturdays from the first Tuesday on: 17 shifts of 15.5 h in 19 days.
  MW_NEAR(stateOf(run.elements[1], ElementState::Off), 19 * 86400.0 - 17 * 15.5 * 3600, 1e-6, 0);
  QVERIFY(stateOf(run.elements[1], ElementState::Blocked) > 100);
  QVERIFY(simulate(*model, settingsFor(horizon_s, 86400)).wip_mean == run.wip_mean);
}

/// Each takes what the other gives: asking one another must come to an end.
void TestStorage::twoRacksInALoopFindTheirJobs() {
  const auto factory = factoryOf(
      source(R"("interarrival": 50)") + storage(R"("capacity": 3, "store": 2, "retrieve": 3)") +
          R"({"id": "q", "type": "storage", "capacity": 3, "store": 2, "retrieve": 3},)" + station("m", "7") + kOut,
      R"({"from": "s", "to": "r"}, {"from": "r", "to": "q"}, {"from": "q", "to": "m", "part": "b"},
         {"from": "q", "to": "r", "part": "a"}, {"from": "m", "to": "o"})");
  const RunStatistics run = simulated(factory, settingsFor(5000));
  std::int64_t inside = 0;
  for (std::size_t i = 1; i < 4; ++i) inside += run.elements[i].content_end;
  QCOMPARE(run.elements[0].parts_out, inside);
  QCOMPARE(run.elements[1].content_end + run.elements[2].content_end, 6);
}

/// Two cards, which come back when a part leaves the rack for the station.
void TestStorage::givesCardsBack() {
  const auto factory =
      factoryOf(source(R"("supply": "unlimited")") + storage(R"("capacity": 5, "store": 1, "retrieve": 2)") +
                    station("m", "4") + kOut,
                "s>r r>m m>o", R"(, "control": [{"type": "conwip", "from": "s", "to": "m", "limit": 2}])");
  const Recording recording = record(*compile(factory), settingsFor(25));
  QCOMPARE(entriesOf(recording, 2), QString("3 9 15 21"));  // 4 s at work, 2 s to fetch the next
  const auto run = simulated(factory, settingsFor(1000));
  QCOMPARE(run.elements[1].content_max, 2);
  QCOMPARE(run.good, 166);  // at 7, 13, ..., 997 s
}

/// Three parts at 0 s, one card from the storage to the sink: taken when the crane begins to fetch, at 1, 7 and 13 s.
void TestStorage::fetchesForACard() {
  const auto factory =
      factoryOf(source(R"("schedule": [{"t_s": 0, "count": 3}])") + storage(R"("store": 1, "retrieve": 2)") +
                    R"({"id": "q", "type": "buffer"},)" + station("m", "4") + kOut,
                "s>r r>q q>m m>o", R"(, "control": [{"type": "conwip", "from": "r", "limit": 1}])");
  QCOMPARE(entriesOf(record(*compile(factory), settingsFor(60)), 2), QString("3 9 15"));
  const RunStatistics run = simulated(factory, settingsFor(60));
  MW_NEAR(stateOf(run.elements[1], ElementState::Busy), 3 * 1 + 3 * 2, kRounding, 0);
  MW_NEAR(stateOf(run.elements[1], ElementState::Blocked), 0, kRounding, 0);
}

/// While the crane fetches from 1 to 3 s a part b comes to the station, which is kept for what is fetched. It is next,
/// at 7 s, having waited since 2 s and without a card; from 11 s on the crane fetches for the station again.
void TestStorage::keepsRoomForWhatItFetches() {
  const auto factory = factoryOf(source(R"("schedule": [{"t_s": 0, "count": 2}, {"t_s": 6}])") +
                                     R"({"id": "t", "type": "source", "part": "b", "schedule": [{"t_s": 2}]},)" +
                                     storage(R"("store": 1, "retrieve": 2)") + station("m", "4") + kOut,
                                 "s>r t>m r>m m>o", R"(, "control": [{"type": "conwip", "from": "r", "limit": 1}])");
  QCOMPARE(entriesOf(record(*compile(factory), settingsFor(60)), 3), QString("3 7b 13 19"));
  static_cast<void>(simulated(factory, settingsFor(60)));
}

/// a, a, b are stored; the assembly takes one of each, makes a b of them and works for 4 s. Fetched: a until 3 s, b
/// until 7 s, the second a from 11 s on - unless one that waits at the assembly since 2 s is taken instead, which the
/// crane leaves no room for before.
void TestStorage::fetchesWhatAnAssemblyWants_data() {
  QTest::addColumn<bool>("has_other");
  QTest::addColumn<QString>("expected");
  QTest::newRow("alone") << false << "3 7b 7b 13";
  QTest::newRow("beside another source of a") << true << "3 7b 7b 11";
}

void TestStorage::fetchesWhatAnAssemblyWants() {
  QFETCH(bool, has_other);
  QFETCH(QString, expected);
  const auto factory = factoryOf(
      source(R"("schedule": [{"t_s": 0, "count": 2}, {"t_s": 0, "part": "b"}])") +
          (has_other ? R"({"id": "t", "type": "source", "part": "a", "schedule": [{"t_s": 2}]},)" : "") +
          storage(R"("store": 1, "retrieve": 2)") +
          R"({"id": "m", "type": "assembly", "requires": {"a": 1, "b": 1}, "produces": "b", "process": 4},)" + kOut,
      has_other ? "s>r t>m r>m m>o" : "s>r r>m m>o");
  QCOMPARE(entriesOf(record(*compile(factory), settingsFor(60)), indexOf(factory, "m")), expected);
  static_cast<void>(simulated(factory, settingsFor(60)));
}

/// The station breaks down at 2 s by the calendar, is repaired at 20 s, and breaks down again at 22 s.
void TestStorage::waitsForARepairAtTheExit() {
  const auto factory = factoryOf(
      source(R"("schedule": [{"t_s": 0, "count": 2}])") + storage(R"("store": 1, "retrieve": 2)") +
          R"({"id": "m", "type": "station", "process": 1, "failures": [{"basis": "calendar", "time_to_failure": 2,
              "time_to_repair": 18}]},)" +
          kOut,
      "s>r r>m m>o", R"(, "control": [{"type": "conwip", "from": "r", "limit": 2}])");
  QCOMPARE(entriesOf(record(*compile(factory), settingsFor(60)), 2), QString("20 40"));
  const RunStatistics run = simulated(factory, settingsFor(60));
  // At the exit from 3 s on, while the other is stored until 4 s; then from 23 s on.
  MW_NEAR(stateOf(run.elements[1], ElementState::Blocked), 16 + 17, kRounding, 0);
}

void TestStorage::refusesSupplyWithoutEnd() {
  const auto filled = [](const std::string& fields) {
    return factoryOf(source(R"("supply": "unlimited")") + storage(fields) + station("m", "1") + kOut, "s>r r>m m>o");
  };
  QVERIFY_EXCEPTION_THROWN((void)compile(filled(R"("retrieve": 3)")), InputError);
  QVERIFY(compile(filled(R"("store": 1)")) != nullptr);
  QVERIFY(compile(filled(R"("capacity": 8)")) != nullptr);
}

QTEST_APPLESS_MAIN(TestStorage)
#include "tst_storage.moc"
