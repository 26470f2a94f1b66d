// SPDX-License-Identifier: Apache-2.0
#include <QTest>
#include <cmath>

#include "core/numerics/statistics.h"
#include "tests/core/events/factory_text.h"
#include "tests/core/events/timeline.h"
#include "tests/support/near.h"

using namespace mw;
using namespace mw::events;
using namespace mw::test;
using factory::ElementState;

namespace {

constexpr double kRounding = 1e-9;  // sums of exact ticks, rounded once
constexpr double kSigmas = 4.5;     // standard errors from theory: 2 in 10,000 cases for 20 replications
constexpr int kReplications = 20;

const char* const kOut = R"({"id": "o", "type": "sink"})";
const char* const kBin = R"(,{"id": "bin", "type": "sink", "counts_as": "scrap"})";

std::string supply(const std::string& id, const std::string& part = "a") {
  return fmt::format(R"({{"id": "{}", "type": "source", "part": "{}", "supply": "unlimited"}},)", id, part);
}
std::string every(const std::string& id, double seconds, const std::string& part = "a") {
  return fmt::format(R"({{"id": "{}", "type": "source", "part": "{}", "interarrival": {}}},)", id, part, seconds);
}
std::string element(const std::string& id, const std::string& type, const std::string& fields) {
  return fmt::format(R"({{"id": "{}", "type": "{}"{}{}}},)", id, type, fields.empty() ? "" : ", ", fields);
}
std::string station(const std::string& id, const std::string& fields) {
  return element(id, "station", fields);
}

const ElementStatistics& of(const factory::Factory& factory, const RunStatistics& run, const std::string& id) {
  return run.elements[indexOf(factory, id)];
}

double sum(const ElementStatistics& element) {
  double total = 0;
  for (const double state_s : element.state_s) total += state_s;
  return total;
}

/// Share of parts that go to the bin.
numerics::Estimate scrapShare(const factory::Factory& factory, double horizon_s) {
  std::vector<double> shares;
  for (int k = 0; k < kReplications; ++k) {
    const auto run = simulated(factory, settingsFor(horizon_s, 0, 1, static_cast<std::uint32_t>(k)));
    shares.push_back(static_cast<double>(run.scrapped) / static_cast<double>(run.scrapped + run.good));
  }
  return numerics::confidenceInterval(shares);
}

}  // namespace

/// Timelines worked out by hand, and theory where it has an answer.
class TestWorkstation : public QObject {
  Q_OBJECT
 private slots:
  void sharesAnOperator();
  void doorsTakeTheirTimes();
  void keepsTheOperatorFromSetupToProcess();
  void waitsForTheCrew();
  void takesWhoHasTheSkill();
  void servesInOrderOfAsking();
  void poolKeepsItsShift();
  void nobodyBeginsWhenTheShiftEnds();
  void pausesOutsideItsShift();
  void givesNothingOutsideItsShift();
  void failsByTheCalendar();
  void failsByTheCalendarWhileAtWork();
  void failsAfterCycles();
  void repairsOneFailureAfterTheOther();
  void firesOnAFullLoad();
  void firesWhenTimeIsUp();
  void assembles();
  void assemblyTakesOnlyWhatItNeeds_data();
  void assemblyTakesOnlyWhatItNeeds();
  void assemblyFillsItsNextPlace();
  void productIsAsOldAsItsOldestPart();
  void disassembles();
  void batchesAndUnbatches();
  void keepsItsLoadOutsideItsShift();
  void sinkCountsThePartsOfALoad();
  void sinkCountsThePartsOfLoadsInALoad();
  void inspects_data();
  void inspects();
  void robotWorksAtItsSpeed();
  void robotWorksAsMeasured();
  void machineInterference_data();
  void machineInterference();
  void conservesPartsAndTime();
  void recordsLikeItRuns();
  void refuses_data();
  void refuses();
};

/// Two doors, the slower one takes 2 s: each part closes 2 s, is in process for 5 s, opens 2 s; the operator is there
/// for the process alone.
void TestWorkstation::doorsTakeTheirTimes() {
  const auto factory = factoryOf(
      supply("s") +
          station("oven", R"("process": 5, "needs": [{"pool": "p"}], "size_m": [2, 2, 2], "enclosure": {"doors": [
            {"id": "in", "side": "left", "width_m": 0.5, "height_m": 0.5, "opens_s": 2},
            {"id": "out", "side": "right", "width_m": 0.5, "height_m": 0.5, "opens_s": 1}]})") +
          kOut,
      "s>oven oven>o", R"(, "pools": [{"id": "p"}])");
  const auto run = simulated(factory, settingsFor(90));
  QCOMPARE(run.good, std::int64_t{10});
  const ElementStatistics& oven = of(factory, run, "oven");
  MW_NEAR(oven.state_s[static_cast<std::size_t>(ElementState::Busy)], 50, kRounding, 0);
  MW_NEAR(oven.state_s[static_cast<std::size_t>(ElementState::Setup)], 40, kRounding, 0);
  MW_NEAR(run.pools[0].busy_s, 50, kRounding, 0);
}

void TestWorkstation::sharesAnOperator() {
  const std::string needs = R"("process": 10, "needs": [{"pool": "op"}])";
  const auto factory = factoryOf(supply("s1") + supply("s2") + station("m1", needs) + station("m2", needs) + kOut,
                                 "s1>m1 s2>m2 m1>o m2>o", R"(, "pools": [{"id": "op", "count": 1}])");
  const auto run = simulated(factory, settingsFor(200));
  QCOMPARE(run.good, 20);
  for (const char* id : {"m1", "m2"}) {
    MW_NEAR(stateOf(of(factory, run, id), ElementState::Busy), 100.0, kRounding, 0);
    MW_NEAR(stateOf(of(factory, run, id), ElementState::Waiting), 100.0, kRounding, 0);
  }
  MW_NEAR(run.pools[0].busy_s, 200.0, kRounding, 0);
  MW_NEAR(run.pools[0].open_s, 200.0, kRounding, 0);
  // After the first, everybody waits for the other's 10 s; the last two were granted at 190 s and 200 s.
  QCOMPARE(run.pools[0].grants, 21);
  MW_NEAR(run.pools[0].wait_mean_s, 10.0 * 20 / 21, kRounding, 0);
}

void TestWorkstation::keepsTheOperatorFromSetupToProcess() {
  // One a, then b: set up 5 s once, process 10 s. m2 has waited since 0 and gets the operator only when a part is done.
  const std::string fields =
      R"("process": 10, "setup": {"default_s": 5}, "needs": [{"pool": "op", "for": ["setup", "process"]}])";
  const auto factory = factoryOf(R"({"id": "sa", "type": "source", "part": "a", "supply": "unlimited", "limit": 1},)" +
                                     supply("sb", "b") + station("m", fields) + supply("s2") +
                                     station("m2", R"("process": 20, "needs": [{"pool": "op"}])") + kOut,
                                 "sa>m sb>m s2>m2 m>o m2>o", R"(, "pools": [{"id": "op", "count": 1}])");
  // m: 0-10, m2: 10-30, m: 30-45, m2: 45-65, m: 65-75, m2: 75-95.
  const auto run = simulated(factory, settingsFor(80));
  MW_NEAR(stateOf(of(factory, run, "m"), ElementState::Setup), 5.0, kRounding, 0);
  MW_NEAR(stateOf(of(factory, run, "m"), ElementState::Busy), 30.0, kRounding, 0);
  MW_NEAR(stateOf(of(factory, run, "m2"), ElementState::Busy), 45.0, kRounding, 0);
  QCOMPARE(of(factory, run, "m").parts_out, 3);
}

void TestWorkstation::waitsForTheCrew() {
  const std::string fields = R"("process": 100, "failures": [{"id": "f", "time_to_failure": 10, "time_to_repair": 5,
                                "needs": [{"pool": "crew"}]}])";
  const auto factory = factoryOf(supply("s1") + supply("s2") + station("m1", fields) + station("m2", fields) + kOut,
                                 "s1>m1 s2>m2 m1>o m2>o", R"(, "pools": [{"id": "crew", "count": 1}])");
  // Both fail at 10; m1 is repaired at 15 and fails at 25, m2 at 20 and 30.
  const auto run = simulated(factory, settingsFor(24));
  MW_NEAR(stateOf(of(factory, run, "m1"), ElementState::Down), 5.0, kRounding, 0);
  MW_NEAR(stateOf(of(factory, run, "m2"), ElementState::Down), 10.0, kRounding, 0);
  MW_NEAR(of(factory, run, "m2").mttr_s, 10.0, kRounding, 0);
  MW_NEAR(run.pools[0].busy_s, 10.0, kRounding, 0);
}

void TestWorkstation::takesWhoHasTheSkill() {
  const auto factory = factoryOf(
      supply("s") + station("m", R"("capacity": 3, "process": 10, "needs": [{"skill": "weld"}])") + kOut, "s>m m>o",
      R"(, "pools": [{"id": "young", "count": 5}, {"id": "old", "count": 1, "skills": ["weld"]},
                     {"id": "all", "count": 1, "skills": ["turn", "weld"]}])");
  const auto run = simulated(factory, settingsFor(100));
  QCOMPARE(run.good, 20);  // two of three places at a time
  MW_NEAR(run.pools[0].busy_s, 0.0, 0, kRounding);
  MW_NEAR(run.pools[1].busy_s, 100.0, kRounding, 0);
  MW_NEAR(run.pools[2].busy_s, 100.0, kRounding, 0);
}

void TestWorkstation::servesInOrderOfAsking() {
  // m1 holds the one operator; m2 asks for two at 1 s, m3 for one at 2 s. The operator of 10 s cannot serve m2, which
  // needs two, so m3 has him.
  const auto factory = factoryOf(
      R"({"id": "s1", "type": "source", "part": "a", "interarrival": 1000, "first_at_s": 0},
         {"id": "s2", "type": "source", "part": "a", "interarrival": 1000, "first_at_s": 1},
         {"id": "s3", "type": "source", "part": "a", "interarrival": 1000, "first_at_s": 2},)" +
          station("m1", R"("process": 10, "needs": [{"pool": "p"}])") +
          station("m2", R"("process": 10, "needs": [{"pool": "p", "count": 2}])") +
          station("m3", R"("process": 10, "needs": [{"pool": "p"}])") +
          station("m4", R"("process": 15, "needs": [{"pool": "p"}])") +
          R"({"id": "s4", "type": "source", "part": "a", "interarrival": 1000, "first_at_s": 0},)" + kOut,
      "s1>m1 s2>m2 s3>m3 s4>m4 m1>o m2>o m3>o m4>o", R"(, "pools": [{"id": "p", "count": 2}])");
  // p: m1 0-10, m4 0-15; m3 10-20; at 15 one is free, m2 needs two: 20-30.
  const auto run = simulated(factory, settingsFor(25));
  MW_NEAR(stateOf(of(factory, run, "m3"), ElementState::Waiting), 8.0, kRounding, 0);
  MW_NEAR(stateOf(of(factory, run, "m2"), ElementState::Waiting), 19.0, kRounding, 0);
  QCOMPARE(run.good, 3);
}

void TestWorkstation::poolKeepsItsShift() {
  const auto factory =
      factoryOf(supply("s") + station("m", R"("process": 14400, "needs": [{"pool": "op"}])") + kOut, "s>m m>o",
                R"(, "pools": [{"id": "op", "calendar": "day"}],
         "calendars": [{"id": "day", "week": [{"days": ["mon", "tue"], "from": "06:00", "to": "12:00"}]}])");
  // Monday 6-10 and 10-14 (he finishes what he began), Tuesday the same.
  const auto run = simulated(factory, settingsFor(3 * 86400.0));
  QCOMPARE(run.good, 4);
  MW_NEAR(stateOf(of(factory, run, "m"), ElementState::Busy), 4 * 14400.0, kRounding, 0);
  MW_NEAR(stateOf(of(factory, run, "m"), ElementState::Waiting), 3 * 86400 - 4 * 14400.0, kRounding, 0);
  MW_NEAR(run.pools[0].open_s, 2 * 6 * 3600.0, kRounding, 0);
  MW_NEAR(run.pools[0].busy_s, 4 * 14400.0, kRounding, 0);
}

void TestWorkstation::nobodyBeginsWhenTheShiftEnds() {
  const auto factory =
      factoryOf(supply("s") + station("m", R"("process": 10800, "needs": [{"pool": "op"}])") + kOut, "s>m m>o",
                R"(, "pools": [{"id": "op", "calendar": "day"}],
         "calendars": [{"id": "day", "week": [{"days": ["mon"], "from": "06:00", "to": "12:00"}]}])");
  QCOMPARE(simulated(factory, settingsFor(86400)).good, 2);  // done at 9:00 and 12:00
}

const char* const kDay =
    R"(, "calendars": [{"id": "day", "week": [{"days": ["mon", "tue", "wed"], "from": "06:00", "to": "14:00"}]}])";

void TestWorkstation::pausesOutsideItsShift() {
  const auto factory =
      factoryOf(supply("s") + station("m", R"("process": 10800, "calendar": "day")") + kOut, "s>m m>o", kDay);
  // 8 h a day for parts of 3 h: done at Mon 9:00, 12:00, Tue 7:00, 10:00, 13:00, Wed 8:00, 11:00, 14:00.
  const auto run = simulated(factory, settingsFor(3 * 86400.0 - 10 * 3600.0));
  QCOMPARE(run.good, 8);
  MW_NEAR(stateOf(of(factory, run, "m"), ElementState::Busy), 24 * 3600.0, kRounding, 0);
  MW_NEAR(stateOf(of(factory, run, "m"), ElementState::Off), (3 * 24 - 10 - 24) * 3600.0, kRounding, 0);
}

void TestWorkstation::givesNothingOutsideItsShift() {
  // m is done at 13:00 and blocked by n, which is free again at 15:00, when m is off: handed over on Tuesday at 6:00.
  const auto factory = factoryOf(
      R"({"id": "s", "type": "source", "part": "a", "interarrival": 1, "limit": 2, "first_at_s": 0},
         {"id": "q", "type": "buffer"},)" +
          station("m", R"("process": 12600, "calendar": "day")") + station("n", R"("process": 19800)") + kOut,
      "s>q q>m m>n n>o", kDay);
  // m: 6:00-9:30 and 9:30-13:00; n: 9:30-15:00, then from Tuesday 6:00.
  const auto run = simulated(factory, settingsFor(86400.0 + 6 * 3600.0 + 19800.0));
  MW_NEAR(stateOf(of(factory, run, "m"), ElementState::Blocked), 3600.0, kRounding, 0);
  MW_NEAR(stateOf(of(factory, run, "n"), ElementState::Busy), 2 * 19800.0, kRounding, 0);
  QCOMPARE(run.good, 2);
}

void TestWorkstation::failsByTheCalendar() {
  const auto factory =
      factoryOf(every("s", 1e6) + station("m", R"("process": 1, "failures": [{"id": "f", "basis": "calendar",
                                        "time_to_failure": 100, "time_to_repair": 10}])") +
                    kOut,
                "s>m m>o");
  const auto run = simulated(factory, settingsFor(1100));
  MW_NEAR(stateOf(run.elements[1], ElementState::Down), 100.0, kRounding, 0);
  QCOMPARE(run.elements[1].failures, 10);
  MW_NEAR(run.elements[1].mttr_s, 10.0, kRounding, 0);
}

void TestWorkstation::failsByTheCalendarWhileAtWork() {
  const auto factory =
      factoryOf(supply("s") + station("m", R"("process": 30, "failures": [{"id": "f", "basis": "calendar",
                                    "time_to_failure": 100, "time_to_repair": 20}])") +
                    kOut,
                "s>m m>o");
  // Done at 30, 60, 90; 10 s of the fourth, down 100-120, done at 140.
  QCOMPARE(simulated(factory, settingsFor(139.999)).good, 3);
  const auto run = simulated(factory, settingsFor(140));
  QCOMPARE(run.good, 4);
  MW_NEAR(stateOf(run.elements[1], ElementState::Busy), 120.0, kRounding, 0);
  MW_NEAR(stateOf(run.elements[1], ElementState::Down), 20.0, kRounding, 0);
}

void TestWorkstation::failsAfterCycles() {
  const auto factory =
      factoryOf(supply("s") + station("m", R"("process": 2, "failures": [{"id": "tool", "basis": "cycles",
                                    "time_to_failure": 5, "time_to_repair": 7}])") +
                    kOut,
                "s>m m>o");
  const auto run = simulated(factory, settingsFor(170));  // ten times five parts and a change of 7 s
  QCOMPARE(run.good, 50);
  MW_NEAR(stateOf(run.elements[1], ElementState::Down), 70.0, kRounding, 0);
}

void TestWorkstation::repairsOneFailureAfterTheOther() {
  const auto factory = factoryOf(every("s", 1e6) + station("m", R"("process": 1, "failures": [
          {"id": "f", "basis": "calendar", "time_to_failure": 100, "time_to_repair": 30},
          {"id": "g", "basis": "calendar", "time_to_failure": 110, "time_to_repair": 5}])") +
                                     kOut,
                                 "s>m m>o");
  // f 100-130, g strikes at 110 and is repaired 130-135; f again at 230.
  const auto run = simulated(factory, settingsFor(229));
  MW_NEAR(stateOf(run.elements[1], ElementState::Down), 35.0, kRounding, 0);
  MW_NEAR(run.elements[1].mttr_s, (30.0 + 25.0) / 2, kRounding, 0);
}

void TestWorkstation::firesOnAFullLoad() {
  const auto factory = factoryOf(every("s", 1) + element("q", "buffer", "") +
                                     station("oven", R"("process": 10, "batch_mode": {"size": 4})") + kOut,
                                 "s>q q>oven oven>o");
  // First load complete at 4, out at 14; four wait then: out at 24, 34.
  const auto run = simulated(factory, settingsFor(34));
  QCOMPARE(run.good, 12);
  MW_NEAR(stateOf(of(factory, run, "oven"), ElementState::Busy), 30.0, kRounding, 0);
  MW_NEAR(stateOf(of(factory, run, "oven"), ElementState::Idle), 4.0, kRounding, 0);
  QCOMPARE(of(factory, run, "oven").content_max, 4);
}

void TestWorkstation::firesWhenTimeIsUp() {
  const auto factory = factoryOf(
      R"({"id": "s", "type": "source", "part": "a", "interarrival": 1, "limit": 6},)" + element("q", "buffer", "") +
          station("oven", R"("process": 10, "batch_mode": {"size": 4, "timeout_s": 2.5})") + kOut,
      "s>q q>oven oven>o");
  // Parts at 1 .. 6: three from 3.5 to 13.5, then the other three, which fill no load, from 16 to 26.
  QCOMPARE(simulated(factory, settingsFor(25.999)).good, 3);
  const auto run = simulated(factory, settingsFor(26));
  QCOMPARE(run.good, 6);
  MW_NEAR(run.lead_time_mean_s, ((13.5 * 3 - 6) + (26 * 3 - 15)) / 6, kRounding, 0);
}

void TestWorkstation::assembles() {
  const auto factory = factoryOf(
      every("sa", 10, "a") + every("sb", 3, "b") + element("qa", "buffer", "") + element("qb", "buffer", "") +
          element("join", "assembly", R"("requires": {"a": 1, "b": 2}, "produces": "a", "process": 4)") + kOut,
      "sa>qa sb>qb qa>join qb>join join>o");
  // a is what is scarce: products at 14, 24, 34, ...
  const auto run = simulated(factory, settingsFor(104));
  QCOMPARE(run.part_types[0].good, 10);
  QCOMPARE(run.part_types[1].good, 0);
  MW_NEAR(stateOf(of(factory, run, "join"), ElementState::Busy), 40.0, kRounding, 0);
  QCOMPARE(of(factory, run, "join").parts_in, 32);  // 10 a and 20 b used, 2 b for the next
  QCOMPARE(of(factory, run, "join").parts_out, 10);
}

void TestWorkstation::assemblyTakesOnlyWhatItNeeds_data() {
  QTest::addColumn<QString>("between");
  QTest::addColumn<QString>("flows");
  QTest::newRow("from one rack") << R"({"id": "q", "type": "buffer"},)"
                                 << "sa>q sb>q q>join join>o";
  QTest::newRow("at once") << ""
                           << "sa>join sb>join join>o";
  QTest::newRow("from stations") << R"({"id": "ma", "type": "station", "process": 0},
                                       {"id": "mb", "type": "station", "process": 0},)"
                                 << "sa>ma sb>mb ma>join mb>join join>o";
}

void TestWorkstation::assemblyTakesOnlyWhatItNeeds() {
  QFETCH(QString, between);
  QFETCH(QString, flows);
  const auto factory = factoryOf(
      every("sa", 1, "a") + every("sb", 10, "b") + between.toStdString() +
          element("join", "assembly", R"("requires": {"a": 1, "b": 1}, "produces": "b", "process": 1)") + kOut,
      flows.toStdString());
  const auto run = simulated(factory, settingsFor(101));
  QCOMPARE(run.good, 10);
  QVERIFY(of(factory, run, "join").content_max <= 2);
}

void TestWorkstation::productIsAsOldAsItsOldestPart() {
  const auto factory = factoryOf(
      every("sa", 10, "a") + every("sb", 4, "b") + element("qa", "buffer", "") + element("qb", "buffer", "") +
          element("join", "assembly", R"("requires": {"a": 1, "b": 1}, "produces": "a", "process": 1)") + kOut,
      "sa>qa sb>qb qa>join qb>join join>o");
  // At 10 with b of 4, at 20 with b of 8, at 30 with b of 12.
  const auto run = simulated(factory, settingsFor(31));
  QCOMPARE(run.good, 3);
  MW_NEAR(run.lead_time_mean_s, (7.0 + 13 + 19) / 3, kRounding, 0);
  // Part-seconds inside: every a waits not; b's from arrival to use, and products 1 s.
  const double used_s = (10 - 4) + (20 - 8) + (30 - 12);
  const double left_s = (31 - 16) + (31 - 20) + (31 - 24) + (31 - 28);
  MW_NEAR(run.wip_mean * 31, used_s + left_s + 3, kRounding, 0);
}

/// Two places. The job of the first begins with the b of 5 s: the second a, waiting since 1 s, goes into the other
/// place at once. The b of 7 s begins the next job there.
void TestWorkstation::assemblyFillsItsNextPlace() {
  const auto factory = factoryOf(
      R"({"id": "s", "type": "source", "schedule": [{"t_s": 0, "part": "a"}, {"t_s": 1, "part": "a"}]},
         {"id": "q", "type": "buffer"},
         {"id": "t", "type": "source", "schedule": [{"t_s": 5, "part": "b"}, {"t_s": 7, "part": "b"}]},
         {"id": "join", "type": "assembly", "capacity": 2, "requires": {"a": 1, "b": 1}, "produces": "b",
          "process": 100}, {"id": "o", "type": "sink"})",
      "s>q q>join t>join join>o");
  const Recording recording = record(*compile(factory), settingsFor(50));
  QStringList moves;
  for (const PartMove& move : recording.moves()) {
    if (move.from == 1) moves << QString::number(move.at.seconds());
  }
  QCOMPARE(moves.join(' '), QString("0 5"));
}

void TestWorkstation::disassembles() {
  const auto factory =
      factoryOf(every("s", 10, "a") + element("split", "disassembly", R"("yields": {"b": 3}, "process": 2)") + kOut,
                "s>split split>o");
  const auto run = simulated(factory, settingsFor(102));
  QCOMPARE(run.part_types[1].good, 30);
  MW_NEAR(run.lead_time_mean_s, 2.0, kRounding, 0);
  MW_NEAR(run.wip_mean, 20.0 / 102, kRounding, 0);
}

void TestWorkstation::batchesAndUnbatches() {
  const auto factory = factoryOf(every("s", 1) + element("load", "batch", R"("size": 3)") +
                                     station("move", R"("process": 2)") + element("unload", "unbatch", "") + kOut,
                                 "s>load load>move move>unload unload>o");
  const auto run = simulated(factory, settingsFor(32));
  QCOMPARE(of(factory, run, "move").parts_in, 10);  // loads at 3, 6, .. 30
  QCOMPARE(run.good, 30);
  MW_NEAR(run.lead_time_mean_s, (2 + 1 + 0) / 3.0 + 2, kRounding, 0);
  // All 30 parts inside as long as their lead time, the last two since 31 and 32.
  MW_NEAR(run.wip_mean * 32, 30 * 3.0 + 1, kRounding, 0);
}

/// The load of one part is complete at 15 s, when its time is up, and leaves when the shift begins at 20 s.
void TestWorkstation::keepsItsLoadOutsideItsShift() {
  const auto factory = factoryOf(R"({"id": "s", "type": "source", "part": "a", "schedule": [{"t_s": 5}]},)" +
                                     element("load", "batch", R"("size": 4, "timeout_s": 10, "calendar": "c")") + kOut,
                                 "s>load load>o", kCalendars);
  QCOMPARE(entriesOf(record(*compile(factory), settingsFor(40)), 2), QString("20"));
  MW_NEAR(stateOf(of(factory, simulated(factory, settingsFor(40)), "load"), ElementState::Off), 15.0, kRounding, 0);
}

void TestWorkstation::sinkCountsThePartsOfALoad() {
  const auto factory = factoryOf(
      every("s", 1) + element("load", "batch", R"("size": 4, "timeout_s": 2.5)") + element("q", "buffer", "") + kOut,
      "s>load load>q q>o");
  // Loads of three (1, 2, 3 leave at 3.5), then 4, 5, 6 at 6.5, ...
  const auto run = simulated(factory, settingsFor(31));
  QCOMPARE(run.good, 30);
  MW_NEAR(run.lead_time_mean_s, (2.5 + 1.5 + 0.5) / 3, kRounding, 0);
}

void TestWorkstation::sinkCountsThePartsOfLoadsInALoad() {
  const auto factory = factoryOf(
      every("s", 1) + element("box", "batch", R"("size": 2)") + element("pallet", "batch", R"("size": 3)") + kOut,
      "s>box box>pallet pallet>o");
  const auto run = simulated(factory, settingsFor(30));
  QCOMPARE(run.good, 30);
  MW_NEAR(run.lead_time_mean_s, (5 + 4 + 3 + 2 + 1) / 6.0, kRounding, 0);
  QCOMPARE(run.part_types[0].inside_end, 0);
}

void TestWorkstation::inspects_data() {
  QTest::addColumn<double>("good");
  QTest::addColumn<double>("detects");
  QTest::addColumn<double>("false_alarm");
  QTest::addColumn<double>("scrapped");
  QTest::newRow("all bad, all found") << 0.0 << 1.0 << 0.0 << 1.0;
  QTest::newRow("all bad, none found") << 0.0 << 0.0 << 1.0 << 0.0;
  QTest::newRow("all good, no false alarm") << 1.0 << 1.0 << 0.0 << 0.0;
  QTest::newRow("misses and false alarms") << 0.9 << 0.8 << 0.05 << 0.1 * 0.8 + 0.9 * 0.05;
}

void TestWorkstation::inspects() {
  QFETCH(double, good);
  QFETCH(double, detects);
  QFETCH(double, false_alarm);
  QFETCH(double, scrapped);
  const auto factory = factoryOf(
      supply("s") + station("m", fmt::format(R"("process": 1, "yield": {{"good": {}}})", good)) +
          element("check", "inspection",
                  fmt::format(R"("process": 1, "detects": {}, "false_alarm": {}, "yield": {{"scrap_to": "bin"}})",
                              detects, false_alarm)) +
          kOut + kBin,
      "s>m m>check check>o");
  const numerics::Estimate share = scrapShare(factory, 5000);
  const double standard_error = share.sd / std::sqrt(kReplications);
  MW_NEAR(share.mean, scrapped, 0, kSigmas * standard_error + 1e-12);
}

void TestWorkstation::robotWorksAtItsSpeed() {
  const auto factory =
      factoryOf(supply("s") + element("r", "robot", R"("cycle": 8, "speed": 0.5, "payload_kg": 5)") + kOut, "s>r r>o");
  QCOMPARE(simulated(factory, settingsFor(160)).good, 10);
}

/// Drawn from what was measured, at the speed at which it was measured: 8 s and 12 s in turn or not, 10 s on average.
void TestWorkstation::robotWorksAsMeasured() {
  const auto robot = [](const char* speed) {
    return element("r", "robot",
                   std::string(R"("cycle": "motion", "speed": )") + speed +
                       R"(, "measured": {"speed": 0.5, "values_s": [8, 12]})");
  };
  constexpr double kHorizon_s = 1e5;
  const auto asMeasured = factoryOf(supply("s") + robot("0.5") + kOut, "s>r r>o");
  // n cycles of 10 s and sd 2 s: a renewal process, n = 10000 with sd sqrt(T sd^2 / mean^3) = 20; four of them.
  MW_NEAR(static_cast<double>(simulated(asMeasured, settingsFor(kHorizon_s)).good), 10000, 0, 80);
  const auto twiceAsFast = factoryOf(supply("s") + robot("1") + kOut, "s>r r>o");
  MW_NEAR(static_cast<double>(simulated(twiceAsFast, settingsFor(kHorizon_s)).good), 20000, 0, 115);
}

void TestWorkstation::machineInterference_data() {
  QTest::addColumn<int>("machines");
  QTest::addColumn<int>("crew");
  QTest::newRow("three machines, one fitter") << 3 << 1;
  QTest::newRow("four machines, two fitters") << 4 << 2;
}

/// Machines that fail after an exponential time at work and wait for a crew: a birth-death chain of the number that is
/// down (Palm 1943); all are always loaded.
void TestWorkstation::machineInterference() {
  QFETCH(int, machines);
  QFETCH(int, crew);
  constexpr double kUp_s = 100;
  constexpr double kRepair_s = 40;
  std::vector<double> weights{1};
  for (int down = 0; down < machines; ++down) {
    weights.push_back(weights.back() * (machines - down) / kUp_s * kRepair_s / std::min(down + 1, crew));
  }
  double total = 0;
  double up = 0;
  for (int down = 0; down <= machines; ++down) {
    total += weights[static_cast<std::size_t>(down)];
    up += weights[static_cast<std::size_t>(down)] * (machines - down);
  }
  std::string elements;
  std::string flows;
  for (int i = 0; i < machines; ++i) {
    elements += supply(fmt::format("s{}", i)) + station(fmt::format("m{}", i), R"("process": 7, "failures": [{"id": "f",
                    "time_to_failure": {"dist": "exponential", "mean_s": 100},
                    "time_to_repair": {"dist": "exponential", "mean_s": 40}, "needs": [{"pool": "crew"}]}])");
    flows += fmt::format("s{0}>m{0} m{0}>o ", i);
  }
  flows.pop_back();
  const auto factory =
      factoryOf(elements + kOut, flows, fmt::format(R"(, "pools": [{{"id": "crew", "count": {}}}])", crew));
  std::vector<double> busy;
  for (int k = 0; k < kReplications; ++k) {
    const auto run = simulated(factory, settingsFor(60000, 5000, 1, static_cast<std::uint32_t>(k)));
    double sum_s = 0;
    for (int i = 0; i < machines; ++i) {
      sum_s += stateOf(of(factory, run, fmt::format("m{}", i)), ElementState::Busy);
    }
    busy.push_back(sum_s / run.measured_s);
  }
  const numerics::Estimate estimate = numerics::confidenceInterval(busy);
  MW_NEAR(estimate.mean, up / total, 0, kSigmas * estimate.sd / std::sqrt(kReplications));
}

const char* const kEverything = R"(
  {"id": "sa", "type": "source", "part": "a", "interarrival": {"dist": "exponential", "mean_s": 20}},
  {"id": "sb", "type": "source", "part": "b", "interarrival": {"dist": "exponential", "mean_s": 15}},
  {"id": "qa", "type": "buffer", "capacity": 5}, {"id": "qb", "type": "buffer", "capacity": 5},
  {"id": "join", "type": "assembly", "capacity": 2, "requires": {"a": 1, "b": 1}, "produces": "a",
   "process": {"dist": "exponential", "mean_s": 12}, "needs": [{"pool": "op", "for": ["process", "repair"]}],
   "failures": [{"id": "f", "basis": "calendar", "time_to_failure": {"dist": "exponential", "mean_s": 300},
                 "time_to_repair": {"dist": "exponential", "mean_s": 20}},
                {"id": "g", "time_to_failure": {"dist": "exponential", "mean_s": 200}, "time_to_repair": 9},
                {"id": "h", "basis": "cycles", "time_to_failure": 20, "time_to_repair": 9}],
   "yield": {"good": 0.8}},
  {"id": "check", "type": "inspection", "process": 3, "detects": 0.9, "false_alarm": 0.1, "needs": [{"pool": "op"}],
   "calendar": "shifts", "yield": {"scrap_to": "bin"}},
  {"id": "oven", "type": "station", "process": 60, "batch_mode": {"size": 4, "timeout_s": 90}},
  {"id": "load", "type": "batch", "size": 3, "timeout_s": 50}, {"id": "truck", "type": "station", "process": 20},
  {"id": "unload", "type": "unbatch"},
  {"id": "split", "type": "disassembly", "yields": {"b": 2}, "process": 2},
  {"id": "o", "type": "sink"}, {"id": "bin", "type": "sink", "counts_as": "scrap"})";
const char* const kEverythingFlows =
    "sa>qa sb>qb qa>join qb>join join>check check>oven oven>load load>truck truck>unload unload>split split>o";
const char* const kEverythingRest = R"(, "pools": [{"id": "op", "count": 2, "calendar": "day"}], "calendars": [
  {"id": "day", "week": [{"days": ["mon", "tue"], "from": "01:00", "to": "10:00"}]},
  {"id": "shifts", "week": [{"days": ["mon"], "from": "00:00", "to": "05:00"},
                            {"days": ["mon"], "from": "06:00", "to": "23:00"}]}])";

void TestWorkstation::conservesPartsAndTime() {
  const auto factory = factoryOf(kEverything, kEverythingFlows, kEverythingRest);
  for (std::uint32_t seed = 1; seed <= 10; ++seed) {
    const auto run = simulated(factory, settingsFor(50000, 3000, seed));
    for (const ElementStatistics& element : run.elements) MW_NEAR(sum(element), 47000.0, kRounding, 0);
    const auto flow = [&](const char* id) { return of(factory, run, id); };
    // In + there at the start = out + there at the end, where parts stay what they are.
    for (const char* id : {"qa", "qb", "check", "oven", "truck"}) {
      QCOMPARE(flow(id).parts_in + flow(id).content_start, flow(id).parts_out + flow(id).content_end);
    }
    QCOMPARE(flow("check").parts_out, flow("oven").parts_in + flow("bin").parts_in);
    // Two parts make one; part loads and beginnings of the time aside.
    QVERIFY(std::abs(flow("join").parts_in - 2 * flow("join").parts_out) <= 8);
    QVERIFY(run.good > 500);
    QVERIFY(run.scrapped > 50);
    for (const PoolStatistics& pool : run.pools) QVERIFY(pool.busy_s <= 2 * 47000.0);
  }
}

void TestWorkstation::recordsLikeItRuns() {
  const auto model = compile(factoryOf(kEverything, kEverythingFlows, kEverythingRest));
  const RunSettings settings = settingsFor(40000);
  const RunStatistics run = simulate(*model, settings);
  const Recording recording = record(*model, settings);
  const Moment end = recording.momentAt(recording.end());
  QCOMPARE(end.good, run.good);
  for (std::size_t i = 0; i < run.elements.size(); ++i) {
    if (i < 2) continue;  // sources hold what waits outside
    QCOMPARE(static_cast<std::int64_t>(end.elements[i].parts.size()), run.elements[i].content_end);
  }
}

void TestWorkstation::refuses_data() {
  QTest::addColumn<QString>("elements");
  QTest::addColumn<QString>("flows");
  QTest::addColumn<QString>("rest");
  QTest::addColumn<QString>("says");
  const auto s = QString::fromStdString(supply("s"));
  const QString out = kOut;
  const auto row = [&](const char* name, const QString& middle, const QString& says, const QString& rest = "") {
    QTest::newRow(name) << s + middle + "," + out << "s>m m>o" << rest << says;
  };
  row("a part that never comes", R"({"id": "m", "type": "assembly", "requires": {"a": 1, "b": 1}, "produces": "a",
      "process": 1})",
      "no flow brings \"b\"");
  row("a part it does not take", R"({"id": "m", "type": "assembly", "requires": {"b": 1}, "produces": "b",
      "process": 1})",
      "does not take it");
  row("an assembly of nothing", R"({"id": "m", "type": "assembly", "requires": {}, "produces": "a", "process": 1})",
      "names no part");
  row("refused to nowhere", R"({"id": "m", "type": "inspection", "process": 1})", "what it refuses");
  row("a robot without cycle", R"({"id": "m", "type": "robot"})", "no cycle time");
  row("a robot too weak", R"({"id": "m", "type": "robot", "cycle": 1, "payload_kg": 0.5})", "too heavy");
  row("too few operators", R"({"id": "m", "type": "station", "process": 1, "needs": [{"pool": "p", "count": 3}]})",
      "the pool has 2", R"(, "pools": [{"id": "p", "count": 2}])");
  row("a skill nobody has", R"({"id": "m", "type": "station", "process": 1, "needs": [{"skill": "weld"}]})",
      "no pool has the skill", R"(, "pools": [{"id": "p", "count": 2}])");
  row("nobody in particular", R"({"id": "m", "type": "station", "process": 1, "needs": [{"count": 1}]})",
      "who is needed");
  row("bad parts nobody looks for", R"({"id": "m", "type": "station", "process": 1, "yield": {"good": 0.9}})",
      "put an inspection after it");
}

void TestWorkstation::refuses() {
  QFETCH(QString, elements);
  QFETCH(QString, flows);
  QFETCH(QString, rest);
  QFETCH(QString, says);
  const auto factory = factoryOf(elements.toStdString(), flows.toStdString(), rest.toStdString());
  try {
    const auto model = compile(factory);
    QFAIL("was accepted");
  } catch (const InputError& error) {
    QVERIFY2(QString(error.what()).contains(says), error.what());
  }
}

QTEST_APPLESS_MAIN(TestWorkstation)
#include "tst_workstation.moc"
