// SPDX-License-Identifier: Apache-2.0
#include <QTest>
#include <numeric>

#include "tests/core/events/factory_text.h"
#include "tests/support/near.h"

using namespace mw;
using namespace mw::events;
using namespace mw::test;
using factory::ElementState;

namespace {

constexpr double kRounding = 1e-9;  // sums of exact ticks, rounded once

const char* const kOut = R"({"id": "o", "type": "sink"})";

std::string source(const std::string& id, const std::string& fields) {
  return fmt::format(R"({{"id": "{}", "type": "source", "part": "a", {}}},)", id, fields);
}
std::string station(const std::string& id, const std::string& process, const std::string& more = "") {
  return fmt::format(R"({{"id": "{}", "type": "station", "process": {}{}}},)", id, process, more);
}

/// Numbers of the parts that enter an element, in order.
std::vector<std::uint32_t> entering(const Recording& recording, std::size_t element) {
  std::vector<std::uint32_t> parts;
  for (const PartMove& move : recording.moves()) {
    if (move.to == static_cast<std::int32_t>(element)) parts.push_back(move.part);
  }
  return parts;
}

}  // namespace

class TestSimulationExact : public QObject {
  Q_OBJECT
 private slots:
  void measuresAfterWarmup_data();
  void measuresAfterWarmup();
  void countsEvents();
  void failsOnTheOperatingClock();
  void countsSetupBetweenFailures_data();
  void countsSetupBetweenFailures();
  void tellsFirstPassesFromRework();
  void countsPartSecondsTwice();
  void carriesAtBeltSpeed();
  void closesUpOnlyWhenAccumulating_data();
  void closesUpOnlyWhenAccumulating();
  void routes_data();
  void routes();
  void treatsPartsApart();
  void setsUpBetweenPartTypes();
  void ordersBuffers_data();
  void ordersBuffers();
  void takesTheLongestWaiting_data();
  void takesTheLongestWaiting();
  void givesRoomAfterBlocking();
  void conservesPartsAndTime();
  void keepsStreamsApart();
  void refuses_data();
  void refuses();
  void endsAnEndlessInstant();
};

void TestSimulationExact::measuresAfterWarmup_data() {
  QTest::addColumn<double>("warmup_s");
  QTest::addColumn<double>("busy_s");
  QTest::addColumn<int>("good");
  QTest::newRow("none: 4 s of each 10 s, ten arrivals, nine done") << 0.0 << 36.0 << 9;
  QTest::newRow("at an arrival, which counts") << 50.0 << 20.0 << 5;
  QTest::newRow("in the middle of a process") << 52.0 << 18.0 << 5;
}

void TestSimulationExact::measuresAfterWarmup() {
  QFETCH(double, warmup_s);
  QFETCH(double, busy_s);
  QFETCH(int, good);
  const auto run = simulated(factoryOf(source("s", R"("interarrival": 10)") + station("m", "4") + kOut, "s>m m>o"),
                             settingsFor(100, warmup_s));
  MW_NEAR(stateOf(run.elements[1], ElementState::Busy), busy_s, kRounding, 0);
  QCOMPARE(run.good, good);
  MW_NEAR(run.wip_mean, busy_s / (100 - warmup_s), kRounding, 0);
  MW_NEAR(run.elements[1].content_mean, busy_s / (100 - warmup_s), kRounding, 0);
  MW_NEAR(run.lead_time_mean_s, 4, kRounding, 0);
  MW_NEAR(run.lead_time_p95_s, 4, kRounding, 0);
}

void TestSimulationExact::countsEvents() {
  const auto run = simulated(factoryOf(source("s", R"("interarrival": 10)") + station("m", "4") + kOut, "s>m m>o"),
                             settingsFor(100));
  QCOMPARE(run.events, std::uint64_t{10 + 9});
}

void TestSimulationExact::failsOnTheOperatingClock() {
  const std::string failures =
      R"(, "failures": [{"id": "x", "time_to_failure": 10, "time_to_repair": 5}, {"id": "y", "time_to_failure": 25, "time_to_repair": 3}])";
  const auto run =
      simulated(factoryOf(source("s", R"("supply": "unlimited")") + station("m", "4", failures) + kOut, "s>m m>o"),
                settingsFor(81));
  // 50 s of work see x at 10, 20, 30, 40, 50 and y at 25, 50: 5 * 5 + 2 * 3 s down.
  MW_NEAR(stateOf(run.elements[1], ElementState::Busy), 50, kRounding, 0);
  MW_NEAR(stateOf(run.elements[1], ElementState::Down), 31, kRounding, 0);
  QCOMPARE(run.good, 12);
  QCOMPARE(run.elements[1].failures, 7);
  MW_NEAR(run.elements[1].mtbf_s, 40.0 / 6, kRounding, 0);
  MW_NEAR(run.elements[1].mttr_s, 31.0 / 7, kRounding, 0);
}

void TestSimulationExact::countsSetupBetweenFailures_data() {
  QTest::addColumn<double>("warmup_s");
  QTest::addColumn<int>("failures");
  QTest::newRow("none: two intervals of 9 s production and 2 s setup") << 0.0 << 3;
  QTest::newRow("the first interval reaches over a warm-up that ends in a setup") << 30.5 << 2;
  QTest::newRow("that ends in a process") << 42.0 << 2;
  QTest::newRow("that ends in a repair: the second interval alone") << 45.0 << 1;
}

void TestSimulationExact::countsSetupBetweenFailures() {
  QFETCH(double, warmup_s);
  QFETCH(int, failures);
  const std::string rest = R"(, "setup": {"default_s": 1}, "failures": [{"time_to_failure": 9, "time_to_repair": 5}])";
  const std::string sources = source("s", R"("interarrival": 20, "first_at_s": 0)") +
                              R"({"id": "s2", "type": "source", "part": "b", "interarrival": 20, "first_at_s": 10},)";
  const auto factory = factoryOf(sources + station("m", "4", rest) + kOut, "s>m s2>m m>o");
  // Parts come every 10 s and need 1 s of setup, except the first, and 4 s of process. After 9, 18 and 27 s of
  // production, at 22, 43 and 64 s, it fails.
  const auto run = simulated(factory, settingsFor(75, warmup_s));
  QCOMPARE(run.elements[2].failures, failures);
  QCOMPARE(run.elements[2].intervals, std::int64_t{warmup_s > 43 ? 1 : 2});
  MW_NEAR(run.elements[2].mtbf_s, 11, kRounding, 0);
}

void TestSimulationExact::tellsFirstPassesFromRework() {
  const auto factory = factoryOf(source("s", R"("interarrival": 10, "limit": 1000)") +
                                     station("m", "2", R"(, "yield": {"good": 0.5, "rework": 0.3, "scrap": 0.2,
                                                          "rework_to": "m", "scrap_to": "bin"})") +
                                     kOut + R"(,{"id": "bin", "type": "sink", "counts_as": "scrap"})",
                                 "s>m m>o");
  const auto run = simulated(factory, settingsFor(100000));
  const ElementStatistics& m = run.elements[1];
  QVERIFY(m.reworked > 200);
  QCOMPARE(m.processed, 1000 + m.reworked);
  QCOMPARE(m.first_passes, std::int64_t{1000});
  QCOMPARE(m.processed_good, run.good);
  QCOMPARE(m.processed - m.processed_good - m.reworked, run.scrapped);
  QCOMPARE(m.first_pass_good, run.good_first_pass);
  QVERIFY(run.good_first_pass < run.good);
  QCOMPARE(run.entered, std::int64_t{1000});
  QCOMPARE(run.left, std::int64_t{1000});
}

void TestSimulationExact::countsPartSecondsTwice() {
  // A part every 10 s is there for 4 s: measured from 52, in the middle of the fifth, to 101, in the middle of the
  // tenth, which came at 100.
  const auto factory = factoryOf(source("s", R"("interarrival": 10)") + station("m", "4") + kOut, "s>m m>o");
  const auto run = simulated(factory, settingsFor(101, 52));
  for (const PartSeconds& seconds : {run.elements[1].stay, run.part_types[0].lead}) {
    MW_NEAR(seconds.stays, 20, kRounding, 0);
    MW_NEAR(seconds.spent_at_start, 2, kRounding, 0);
    MW_NEAR(seconds.spent_at_end, 1, kRounding, 0);
    MW_NEAR(seconds.area, 19, kRounding, 0);
    QVERIFY(accountingError(seconds) < kAccountingTolerance);
  }
  QVERIFY2(accountingError({19, 20, 2, 1.001}) > kAccountingTolerance, "a thousandth of a second too many");
}

void TestSimulationExact::carriesAtBeltSpeed() {
  const std::string belt = R"({"id": "c", "type": "conveyor", "length_m": 10, "speed_mps": 1, "pitch_m": 2},)";
  const auto run =
      simulated(factoryOf(source("s", R"("supply": "unlimited")") + belt + kOut, "s>c c>o"), settingsFor(100));
  // One enters every pitch / speed = 2 s, and comes out 10 s later: 10, 12, ..., 100.
  QCOMPARE(run.good, 46);
  MW_NEAR(run.lead_time_mean_s, 10, kRounding, 0);
  QCOMPARE(run.elements[1].content_max, 5);
}

void TestSimulationExact::closesUpOnlyWhenAccumulating_data() {
  QTest::addColumn<bool>("is_accumulating");
  QTest::addColumn<double>("third_at_exit_s");
  QTest::newRow("closes up: one pitch behind") << true << 31.0;
  QTest::newRow("stands from 15 to 30: keeps its distance of 5 s") << false << 35.0;
}

void TestSimulationExact::closesUpOnlyWhenAccumulating() {
  QFETCH(bool, is_accumulating);
  QFETCH(double, third_at_exit_s);
  const std::string belt = fmt::format(
      R"({{"id": "c", "type": "conveyor", "length_m": 10, "speed_mps": 1, "pitch_m": 1, "accumulating": {}}},)",
      is_accumulating);
  const auto factory =
      factoryOf(source("s", R"("interarrival": 5, "first_at_s": 0, "limit": 3)") + belt + station("m", "20") + kOut,
                "s>c c>m m>o");
  const Recording recording = record(*compile(factory), settingsFor(100));
  std::vector<double> blocked_s;
  for (const StateChange& change : recording.statesOf(1)) {
    if (change.state == ElementState::Blocked) blocked_s.push_back(change.at.seconds());
  }
  const std::vector<double> want{15, third_at_exit_s};
  const QString wrong = allDiffer(blocked_s, want, kRounding);
  QVERIFY2(wrong.isEmpty(), qPrintable(wrong));
}

void TestSimulationExact::routes_data() {
  QTest::addColumn<QString>("routing");
  QTest::addColumn<QList<int>>("went");
  QTest::newRow("the first that is open") << "first-available" << QList<int>{9, 0, 0};
  QTest::newRow("in turn") << "round-robin" << QList<int>{3, 3, 3};
  QTest::newRow("by priority of the flows") << "priority" << QList<int>{0, 0, 9};
  QTest::newRow("the shortest, ties in order") << "shortest-queue" << QList<int>{9, 0, 0};
}

void TestSimulationExact::routes() {
  QFETCH(QString, routing);
  QFETCH(QList<int>, went);
  const std::string flows =
      R"({"from": "s", "to": "x"}, {"from": "s", "to": "y"}, {"from": "s", "to": "z", "priority": 2},
         {"from": "x", "to": "o"}, {"from": "y", "to": "o"}, {"from": "z", "to": "o"})";
  const auto run =
      simulated(factoryOf(source("s", fmt::format(R"("interarrival": 10, "routing": "{}")", routing.toStdString())) +
                              station("x", "1") + station("y", "1") + station("z", "1") + kOut,
                          flows),
                settingsFor(95));
  for (std::size_t i = 0; i < 3; ++i) QCOMPARE(run.elements[i + 1].parts_in, went[static_cast<int>(i)]);
}

void TestSimulationExact::treatsPartsApart() {
  const std::string elements =
      source("sa", R"("interarrival": 10, "limit": 3)") +
      R"({"id": "sb", "type": "source", "part": "b", "interarrival": 10, "first_at_s": 5, "limit": 4},
                                  {"id": "q", "type": "buffer", "routing": "by-part"},)" +
      station("x", R"({"by_part": {"a": 2, "*": 3}})") + station("y", R"({"by_part": {"b": 4}})") + kOut;
  const std::string flows =
      R"({"from": "sa", "to": "q"}, {"from": "sb", "to": "q"}, {"from": "q", "to": "x"},
         {"from": "q", "to": "y", "part": "b"}, {"from": "x", "to": "o"}, {"from": "y", "to": "o"})";
  const auto run = simulated(factoryOf(elements, flows), settingsFor(100));
  MW_NEAR(stateOf(run.elements[3], ElementState::Busy), 3 * 2, kRounding, 0);
  MW_NEAR(stateOf(run.elements[4], ElementState::Busy), 4 * 4, kRounding, 0);
  QCOMPARE(run.part_types[0].good, 3);
  QCOMPARE(run.part_types[1].good, 4);
}

void TestSimulationExact::setsUpBetweenPartTypes() {
  const std::string elements =
      source("sa", R"("interarrival": 200, "first_at_s": 0, "limit": 2)") +
      R"({"id": "sb", "type": "source", "part": "b", "interarrival": 1, "first_at_s": 100, "limit": 1},)" +
      station("m", "4", R"(, "setup": {"default_s": 7, "matrix": {"b>a": 9}})") + kOut;
  const auto run = simulated(factoryOf(elements, "sa>m sb>m m>o"), settingsFor(300));
  MW_NEAR(stateOf(run.elements[2], ElementState::Setup), 7 + 9, kRounding, 0);
  MW_NEAR(stateOf(run.elements[2], ElementState::Busy), 12, kRounding, 0);
}

void TestSimulationExact::ordersBuffers_data() {
  QTest::addColumn<QString>("order");
  QTest::addColumn<QList<int>>("parts");
  // Parts 0, 1, 2 arrive at 1 s, 3 and 4 over the urgent flow at 2 s; 0 goes straight through.
  QTest::newRow("oldest first") << "fifo" << QList<int>{0, 1, 2, 3, 4};
  QTest::newRow("newest first") << "lifo" << QList<int>{0, 4, 3, 2, 1};
  QTest::newRow("urgent first") << "priority" << QList<int>{0, 3, 4, 1, 2};
}

void TestSimulationExact::ordersBuffers() {
  QFETCH(QString, order);
  QFETCH(QList<int>, parts);
  const std::string elements = source("low", R"("interarrival": 1, "first_at_s": 1, "batch": 3, "limit": 3)") +
                               source("high", R"("interarrival": 1, "first_at_s": 2, "batch": 2, "limit": 2)") +
                               fmt::format(R"({{"id": "q", "type": "buffer", "order": "{}"}},)", order.toStdString()) +
                               station("m", "10") + kOut;
  const std::string flows =
      R"({"from": "low", "to": "q"}, {"from": "high", "to": "q", "priority": 1}, {"from": "q", "to": "m"}, {"from": "m", "to": "o"})";
  const Recording recording = record(*compile(factoryOf(elements, flows)), settingsFor(100));
  const auto went = entering(recording, 3);
  QCOMPARE(QList<int>(went.begin(), went.end()), parts);
}

void TestSimulationExact::takesTheLongestWaiting_data() {
  QTest::addColumn<int>("priority_of_later");
  QTest::addColumn<QList<int>>("parts");
  QTest::newRow("finished at 2 s before finished at 3 s") << 0 << QList<int>{0, 2, 1};
  QTest::newRow("unless priority says otherwise") << 1 << QList<int>{0, 1, 2};
}

void TestSimulationExact::takesTheLongestWaiting() {
  QFETCH(int, priority_of_later);
  QFETCH(QList<int>, parts);
  const char* const once = R"("interarrival": 1, "first_at_s": 0, "limit": 1)";
  const std::string elements = source("s0", once) + source("s1", once) + source("s2", once) + station("u1", "3") +
                               station("u2", "2") + station("d", "10") + kOut;
  const std::string flows = fmt::format(
      R"({{"from": "s0", "to": "d"}}, {{"from": "s1", "to": "u1"}}, {{"from": "s2", "to": "u2"}},
         {{"from": "u1", "to": "d", "priority": {}}}, {{"from": "u2", "to": "d"}}, {{"from": "d", "to": "o"}})",
      priority_of_later);
  const Recording recording = record(*compile(factoryOf(elements, flows)), settingsFor(100));
  const auto went = entering(recording, 5);
  QCOMPARE(QList<int>(went.begin(), went.end()), parts);
}

/// Three stations and two buffers of one, full up to the source: one departure lets every part move at that instant.
void TestSimulationExact::givesRoomAfterBlocking() {
  const std::string elements = source("s", R"("supply": "unlimited")") + station("m1", "1") +
                               R"({"id": "b1", "type": "buffer", "capacity": 1},)" + station("m2", "1") +
                               R"({"id": "b2", "type": "buffer", "capacity": 1},)" + station("m3", "10") + kOut;
  const auto factory = factoryOf(elements, "s>m1 m1>b1 b1>m2 m2>b2 b2>m3 m3>o");
  const Recording recording = record(*compile(factory), settingsFor(33));
  // m3 takes its parts at 2, 12, 22, 32; by 22 all is full, so at 32 all five flows move.
  QCOMPARE(recording.movesBetween(SimTime::fromSeconds(31.5), SimTime::fromSeconds(32.5)).size(), std::size_t{8});
  const Moment moment = recording.momentAt(SimTime::fromSeconds(31.5));
  QCOMPARE(moment.wip, 5);
  QCOMPARE(moment.good, 2);
  QVERIFY(moment.elements[1].summary == ElementState::Blocked);
  QVERIFY(moment.elements[5].summary == ElementState::Busy);
}

void TestSimulationExact::conservesPartsAndTime() {
  const std::string failures =
      R"(, "capacity": 3, "failures": [{"time_to_failure": {"dist": "exponential", "mean_s": 30}, "time_to_repair": 7}])";
  const std::string elements =
      R"({"id": "s", "type": "source", "part": {"a": 0.3, "b": 0.7}, "interarrival": {"dist": "gamma", "mean_s": 1, "cv": 1.5}},
         {"id": "c", "type": "conveyor", "length_m": 3, "speed_mps": 0.7, "pitch_m": 0.6, "accumulating": false},)" +
      station("m", R"({"dist": "exponential", "mean_s": 2})", failures) +
      R"({"id": "q", "type": "buffer", "capacity": 2},)" +
      station("t", R"({"dist": "pert", "min_s": 0.1, "mode_s": 0.5, "max_s": 2})",
              R"(, "yield": {"good": 0.8, "rework": 0.1, "rework_to": "q2", "scrap_to": "bin", "scrap": 0.1})") +
      R"({"id": "q2", "type": "buffer"}, {"id": "bin", "type": "sink", "counts_as": "scrap"},)" + kOut;
  const auto factory = factoryOf(elements, "s>c c>m m>q q>t t>o q2>t");
  const auto run = simulated(factory, settingsFor(20000));
  std::int64_t inside = 0;
  for (std::size_t i = 0; i < run.elements.size(); ++i) {
    const ElementStatistics& element = run.elements[i];
    MW_NEAR(std::accumulate(element.state_s.begin(), element.state_s.end(), 0.0), 20000.0, kRounding, 0);
    if (factory.elements()[i].type == "sink") continue;
    QCOMPARE(element.parts_in - element.parts_out, element.content_end);
    if (i > 0) inside += element.content_end;
  }
  QCOMPARE(run.elements[0].parts_out, run.good + run.scrapped + inside);
  QVERIFY(run.scrapped > 500);
  QVERIFY(stateOf(run.elements[2], ElementState::Down) > 100);
}

void TestSimulationExact::keepsStreamsApart() {
  const std::string line =
      R"({"id": "s", "type": "source", "part": "a", "interarrival": {"dist": "exponential", "mean_s": 1.3}},)" +
      station("m", R"({"dist": "exponential", "mean_s": 1})") + kOut;
  const std::string other = source("s2", R"("interarrival": {"dist": "exponential", "mean_s": 0.3})") +
                            station("m2", R"({"dist": "exponential", "mean_s": 1})");
  const auto alone = factoryOf(line, "s>m m>o");
  const auto beside = factoryOf(other + line + R"(,{"id": "o2", "type": "sink"})", "s2>m2 m2>o2 s>m m>o");
  const auto first = simulated(alone, settingsFor(10000));
  const auto second = simulated(beside, settingsFor(10000));
  const ElementStatistics& moved = second.elements[indexOf(beside, "m")];
  QCOMPARE(moved.parts_out, first.elements[1].parts_out);
  QVERIFY(moved.content_mean == first.elements[1].content_mean);
  QVERIFY(moved.wait_mean_s == first.elements[1].wait_mean_s);
  QVERIFY(simulated(alone, settingsFor(10000, 0, 1, 1)).good != first.good);
}

void TestSimulationExact::refuses_data() {
  QTest::addColumn<QString>("elements");
  QTest::addColumn<QString>("rest");
  QTest::addColumn<QStringList>("says");
  const QString line =
      R"({"id": "s", "type": "source", "part": "a", "interarrival": 1}, %1, {"id": "o", "type": "sink"})";
  QTest::newRow("what cannot run yet") << line.arg(R"({"id": "m", "type": "robot", "cycle": "motion"})") << ""
                                       << QStringList{"/elements/1/cycle", "--measure m --write"};
  QTest::newRow("a time for no part") << line.arg(R"({"id": "m", "type": "station", "process": {"by_part": {"b": 1}}})")
                                      << "" << QStringList{"no time for part \"a\""};
  QTest::newRow("yield to nowhere") << line.arg(R"({"id": "m", "type": "station", "process": 1,
      "yield": {"good": 0.9, "rework": 0.1}})")
                                    << "" << QStringList{"rework_to"};
  QTest::newRow("a belt shorter than a part")
      << line.arg(R"({"id": "m", "type": "conveyor", "length_m": 0.4, "pitch_m": 0.5})") << ""
      << QStringList{"shorter"};
  QTest::newRow("supply without end")
      << R"({"id": "s", "type": "source", "part": "a", "supply": "unlimited"}, {"id": "m", "type": "buffer"}, {"id": "o", "type": "sink"})"
      << "" << QStringList{"without end"};
}

void TestSimulationExact::refuses() {
  QFETCH(QString, elements);
  QFETCH(QString, rest);
  QFETCH(QStringList, says);
  const auto factory = factoryOf(elements.toStdString(), "s>m m>o", rest.toStdString());
  try {
    const auto model = compile(factory);
    QFAIL("was accepted");
  } catch (const InputError& error) {
    for (const QString& text : says) QVERIFY2(QString(error.what()).contains(text), error.what());
  }
}

void TestSimulationExact::endsAnEndlessInstant() {
  const auto factory =
      factoryOf(source("s", R"("interarrival": 1)") +
                    station("loop", "0", R"(, "yield": {"good": 0, "rework": 1, "rework_to": "loop"})") + kOut,
                "s>loop loop>o");
  try {
    static_cast<void>(simulated(factory, settingsFor(10)));
    QFAIL("ended");
  } catch (const InputError& error) {
    QVERIFY2(QString(error.what()).contains("loop"), error.what());
  }
}

QTEST_APPLESS_MAIN(TestSimulationExact)
#include "tst_simulation_exact.moc"
