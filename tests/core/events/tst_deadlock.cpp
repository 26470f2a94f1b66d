// SPDX-License-Identifier: Apache-2.0
#include <QTest>
#include <set>

#include "core/base/random_stream.h"
#include "core/events/collect/wait_graph.h"
#include "tests/core/events/factory_text.h"

using namespace mw;
using namespace mw::events;
using namespace mw::test;

namespace {

const char* const kSupply = R"({"id": "s", "type": "source", "part": "a", "supply": "unlimited"},)";
const char* const kOut = R"({"id": "o", "type": "sink"})";

std::string station(const std::string& id, const std::string& process, const std::string& more = "") {
  return fmt::format(R"({{"id": "{}", "type": "station", "process": {}{}}},)", id, process, more);
}
std::string buffer(const std::string& id, int capacity) {
  return fmt::format(R"({{"id": "{}", "type": "buffer", "capacity": {}}},)", id, capacity);
}
std::string reworkTo(const std::string& id, double good = 0) {
  return fmt::format(R"(, "yield": {{"good": {}, "rework_to": "{}"}})", good, id);
}
std::string conveyor(bool is_accumulating) {
  return fmt::format(
      R"({{"id": "c", "type": "conveyor", "length_m": 2, "speed_mps": 1, "pitch_m": 1, "accumulating": {}}},)",
      is_accumulating);
}

std::string namesOf(const factory::Factory& factory, const Deadlock& deadlock) {
  std::string names;
  for (const std::uint32_t element : deadlock.elements) names += factory.elements()[element].id + " ";
  return names;
}

}  // namespace

class TestDeadlock : public QObject {
  Q_OBJECT
 private slots:
  void names_data();
  void names();
  void namesJobsThatNeverFill_data();
  void namesJobsThatNeverFill();
  void staysSilent_data();
  void staysSilent();
  void beginsToTheTick_data();
  void beginsToTheTick();
  void jobsStopToTheTick_data();
  void jobsStopToTheTick();
  void needsAllOfAnOption();
};

void TestDeadlock::names_data() {
  QTest::addColumn<QString>("elements");
  QTest::addColumn<QString>("flows");
  QTest::addColumn<QString>("rest");
  QTest::addColumn<double>("horizon_s");
  QTest::addColumn<QString>("cycle");
  QTest::addColumn<double>("since_s");
  QTest::addColumn<int>("parts");
  const auto row = [](const char* name, const std::string& elements, const char* flows, const char* rest,
                      double horizon_s, const char* cycle, double since_s, int parts) {
    QTest::newRow(name) << QString::fromStdString(kSupply + elements + kOut) << flows << rest << horizon_s << cycle
                        << since_s << parts;
  };
  // The first part is in m2 from 1 to 2.5 s, the second in b from 2 s, the third finished in m1 at 3 s.
  const std::string loop = station("m1", "1") + buffer("b", 1) + station("m2", "1.5", reworkTo("m1"));
  const char* const loop_flows = "s>m1 m1>b b>m2 m2>o";
  row("rework into a full line", loop, loop_flows, "", 100, "m1 b m2 ", 3, 3);
  row("while another line goes on",
      loop + R"({"id": "s2", "type": "source", "part": "a", "supply": "unlimited"},)" + station("n", "1"),
      "s>m1 m1>b b>m2 m2>o s2>n n>o", "", 100, "m1 b m2 ", 3, 3);
  row("with others behind it", station("m0", "1") + loop, "s>m0 m0>m1 m1>b b>m2 m2>o", "", 100, "m1 b m2 ", 4, 4);
  row("as many as the loop can hold are too many", loop, loop_flows,
      R"(, "control": [{"type": "conwip", "limit": 3, "from": "s"}])", 100, "m1 b m2 ", 3, 3);
  row("only when all places are stuck", station("m1", "1", R"(, "capacity": 2)") + station("m2", "10", reworkTo("m1")),
      "s>m1 m1>m2 m2>o", "", 100, "m1 m2 ", 11, 3);
  // m1 may also go to x, which gives up at 1002 s: only then the loop of m1 and m2 is closed for ever.
  row("when the way out is shut too", station("m1", "1") + station("m2", "10", reworkTo("m1")) + station("x", "1000"),
      "s>m1 m1>m2 m1>x x>m2 m2>o", "", 2000, "m1 m2 ", 1002, 3);
  // m2 is free again at 8 s, one waits at the end of the belt from 4 s.
  for (const bool is_accumulating : {true, false}) {
    row(is_accumulating ? "over a conveyor" : "over a belt that stops",
        station("m1", "1") + conveyor(is_accumulating) + station("m2", "5", reworkTo("m1")), "s>m1 m1>c c>m2 m2>o", "",
        100, "m1 c m2 ", 8, 4);
  }
  // m1 is empty at 3 s, but both kanbans of its stage hang at parts in b.
  row("for want of a kanban", station("m1", "1") + buffer("b", 2) + station("m2", "1.5", reworkTo("m1")), loop_flows,
      R"(, "control": [{"type": "kanban", "stages": [{"elements": ["m1", "b"], "limit": 2}]}])", 100, "b m2 ", 3, 3);
}

void TestDeadlock::names() {
  QFETCH(QString, elements);
  QFETCH(QString, flows);
  QFETCH(QString, rest);
  QFETCH(double, horizon_s);
  QFETCH(QString, cycle);
  QFETCH(double, since_s);
  QFETCH(int, parts);
  const auto factory = factoryOf(elements.toStdString(), flows.toStdString(), rest.toStdString());
  const auto run = simulated(factory, settingsFor(horizon_s));
  QVERIFY(run.deadlock);
  QCOMPARE(QString::fromStdString(namesOf(factory, *run.deadlock)), cycle);
  QCOMPARE(run.deadlock->since.seconds(), since_s);
  QCOMPARE(run.deadlock->parts, parts);
  QCOMPARE(run.deadlock->is_by_cards, rest.contains("kanban"));
}

void TestDeadlock::namesJobsThatNeverFill_data() {
  QTest::addColumn<QString>("elements");
  QTest::addColumn<QString>("flows");
  QTest::addColumn<QString>("rest");
  QTest::addColumn<QString>("cycle");
  QTest::addColumn<double>("since_s");
  QTest::addColumn<int>("parts");
  const auto row = [](const char* name, const std::string& elements, const char* flows, const char* rest,
                      const char* cycle, double since_s, int parts) {
    QTest::newRow(name) << QString::fromStdString(elements + kOut) << flows << rest << cycle << since_s << parts;
  };
  const std::string oven = station("h", "1", R"(, "batch_mode": {"size": 4})");
  const char* const three = R"(, "control": [{"type": "conwip", "limit": 3, "from": "s"}])";
  row("a load larger than the cards", kSupply + oven, "s>h h>o", three, "s h ", 0, 3);
  // They come into the oven at 1, 2 and 3 s.
  row("with others on the way", kSupply + station("m", "1") + buffer("b", 3) + oven, "s>m m>b b>h h>o", three, "s h ",
      3, 3);
  row("of a batch", std::string(kSupply) + R"({"id": "h", "type": "batch", "size": 4},)" + station("m", "1"),
      "s>h h>m m>o", three, "s h ", 0, 3);
  // The fourth is done at 4 s and waits for a kanban; the source waits for the station.
  row("of a stage", kSupply + station("m", "1") + buffer("b", 3) + oven, "s>m m>b b>h h>o",
      R"(, "control": [{"type": "kanban", "stages": [{"elements": ["b", "h"], "limit": 3}]}])", "m h ", 4, 4);
  row("two loads share the cards",
      R"({"id": "s", "type": "source", "part": "a", "supply": "unlimited", "routing": "round-robin"},)" + oven +
          station("k", "1", R"(, "batch_mode": {"size": 4})"),
      "s>h s>k h>o k>o", R"(, "control": [{"type": "conwip", "limit": 5, "from": "s"}])", "s h ", 0, 5);
  const auto mixed = [](const char* schedule) {
    return fmt::format(R"({{"id": "s", "type": "source", "schedule": [{}]}},)", schedule);
  };
  const std::string assembly =
      R"({"id": "j", "type": "assembly", "requires": {"a": 1, "b": 1}, "produces": "b", "process": 1},)";
  const char* const two = R"(, "control": [{"type": "conwip", "limit": 2, "from": "s"}])";
  row("an assembly whose other part gets no card",
      mixed(R"({"t_s": 0, "part": "a"}, {"t_s": 5, "part": "a"}, {"t_s": 7, "part": "b"})") + buffer("q", 5) + assembly,
      "s>q q>j j>o", two, "s q j ", 5, 2);
  row("nor room",
      mixed(R"({"t_s": 0, "part": "a"}, {"t_s": 5, "part": "a"}, {"t_s": 6, "part": "a"}, {"t_s": 7, "part": "b"})") +
          buffer("q", 2) + assembly,
      "s>q q>j j>o", "", "s q j ", 6, 3);
  // From 6 s on the crane stores one a second; the sixth comes in at 11 s.
  row("out of a storage",
      std::string(kSupply) + R"({"id": "r", "type": "storage", "capacity": 6, "store": 1, "retrieve": 1},)" + oven,
      "s>r r>h h>o", R"(, "control": [{"type": "conwip", "limit": 3, "from": "r"}])", "r h ", 11, 9);
}

void TestDeadlock::namesJobsThatNeverFill() {
  QFETCH(QString, elements);
  QFETCH(QString, flows);
  QFETCH(QString, rest);
  QFETCH(QString, cycle);
  QFETCH(double, since_s);
  QFETCH(int, parts);
  const auto factory = factoryOf(elements.toStdString(), flows.toStdString(), rest.toStdString());
  const auto run = simulated(factory, settingsFor(100));
  QVERIFY(run.deadlock);
  QCOMPARE(QString::fromStdString(namesOf(factory, *run.deadlock)), cycle);
  QCOMPARE(run.deadlock->since.seconds(), since_s);
  QCOMPARE(run.deadlock->parts, parts);
  QVERIFY(run.deadlock->is_by_parts);
  QCOMPARE(run.deadlock->is_by_cards, !rest.isEmpty());
}

void TestDeadlock::staysSilent_data() {
  QTest::addColumn<QString>("elements");
  QTest::addColumn<QString>("flows");
  QTest::addColumn<QString>("rest");
  const std::string loop = station("m1", "1") + buffer("b", 1) + station("m2", "1.5", reworkTo("m1"));
  const auto row = [](const char* name, const std::string& elements, const char* flows, const char* rest = "") {
    QTest::newRow(name) << QString::fromStdString(kSupply + elements + kOut) << flows << rest;
  };
  row("blocked behind a slow machine", station("m1", "1") + buffer("b", 1) + station("m2", "1000"),
      "s>m1 m1>b b>m2 m2>o");
  row("blocked behind a breakdown",
      station("m1", "1") + buffer("b", 1) +
          station("m2", "3", R"(, "failures": [{"time_to_failure": 10, "time_to_repair": 1000}])"),
      "s>m1 m1>b b>m2 m2>o");
  row("one fewer than the loop can hold", loop, "s>m1 m1>b b>m2 m2>o",
      R"(, "control": [{"type": "conwip", "limit": 2, "from": "s"}])");
  row("another way, busy for now", station("m1", "1") + station("m2", "10", reworkTo("m1")) + station("x", "1000"),
      "s>m1 m1>m2 m1>x x>o m2>o");
  row("cards that come back later", buffer("q", 3) + station("m1", "1") + station("m2", "1000"), "s>q q>m1 m1>m2 m2>o",
      R"(, "control": [{"type": "conwip", "limit": 1, "from": "q"}])");
  const std::string oven = station("h", "1", R"(, "batch_mode": {"size": 4})");
  const char* const three = R"(, "control": [{"type": "conwip", "limit": 3, "from": "s"}])";
  row("a load as large as the cards", oven, "s>h h>o", R"(, "control": [{"type": "conwip", "limit": 4, "from": "s"}])");
  row("a load that starts when its time is up", station("h", "1", R"(, "batch_mode": {"size": 4, "timeout_s": 5})"),
      "s>h h>o", three);
  row("parts without cards come too", oven + R"({"id": "t", "type": "source", "part": "a", "interarrival": 1000},)",
      "s>h t>h h>o", three);
  row("one is still worked on", station("m", "80") + oven, "s>m m>h h>o", three);
  row("one is at work elsewhere", station("m", "1") + station("x", "1000") + oven, "s>m s>x x>h m>h h>o", three);
}

void TestDeadlock::staysSilent() {
  QFETCH(QString, elements);
  QFETCH(QString, flows);
  QFETCH(QString, rest);
  const auto run =
      simulated(factoryOf(elements.toStdString(), flows.toStdString(), rest.toStdString()), settingsFor(100));
  QVERIFY(!run.deadlock);
}

void TestDeadlock::beginsToTheTick_data() {
  QTest::addColumn<int>("seed");
  for (int seed = 0; seed < 80; ++seed) QTest::addRow("network %d", seed) << seed;
}

/// Random networks with loops: a deadlock is there from its instant on and not a tick before, nothing leaves its
/// elements after it, and where none is found parts still move.
void TestDeadlock::beginsToTheTick() {
  QFETCH(int, seed);
  constexpr double kHorizon_s = 4000;
  RandomStream random(static_cast<std::uint64_t>(seed), 7, 0);
  const auto below = [&](int n) { return static_cast<int>(random.uniform() * n); };
  const int n = 3 + below(4);
  std::string elements = kSupply;
  std::string flows = "s>e0";
  for (int i = 0; i < n; ++i) {
    const std::string id = fmt::format("e{}", i);
    const int kind = i == 0 ? 0 : below(4);
    if (kind == 1) elements += buffer(id, 1 + below(3));
    if (kind != 1) {
      const bool has_rework = i > 1 && below(2) == 0;
      elements += station(id, fmt::format(R"({{"dist": "exponential", "mean_s": {}}})", 1 + below(3)),
                          fmt::format(R"(, "capacity": {}{})", 1 + below(2),
                                      has_rework ? reworkTo(fmt::format("e{}", below(i)), 0.8) : ""));
    }
    flows += i + 1 < n ? fmt::format(" {}>e{}", id, i + 1) : fmt::format(" {}>o", id);
    if (i + 2 < n && below(3) == 0) flows += fmt::format(" {}>e{}", id, i + 2);
  }
  const std::string rest =
      seed % 2 == 0
          ? ""
          : fmt::format(R"(, "control": [{{"type": "kanban", "stages": [{{"elements": ["e0", "e1"], "limit": {}}},
                                                                    {{"elements": ["e2"], "limit": {}}}]}}])",
                        1 + below(3), 1 + below(2));
  const auto factory = factoryOf(elements + kOut, flows, rest);
  const auto model = compile(factory);
  const auto deadlock = simulate(*model, settingsFor(kHorizon_s)).deadlock;
  const Recording recording = record(*model, settingsFor(kHorizon_s));
  if (!deadlock) {
    QVERIFY(!recording.movesBetween(SimTime::fromSeconds(kHorizon_s - 200), SimTime::fromSeconds(kHorizon_s)).empty());
    return;
  }
  RunSettings settings = settingsFor(kHorizon_s);
  settings.horizon = deadlock->since;
  const auto at_once = simulate(*model, settings).deadlock;
  QVERIFY(at_once && at_once->since == deadlock->since && at_once->elements == deadlock->elements);
  settings.horizon = SimTime::fromTicks(deadlock->since.ticks() - 1);
  QVERIFY(!simulate(*model, settings).deadlock);
  const std::set<std::int32_t> cycle(deadlock->elements.begin(), deadlock->elements.end());
  for (const PartMove& move : recording.movesBetween(deadlock->since, SimTime::fromSeconds(kHorizon_s))) {
    QVERIFY(!cycle.contains(move.from));
  }
}

void TestDeadlock::jobsStopToTheTick_data() {
  QTest::addColumn<int>("seed");
  for (int seed = 0; seed < 80; ++seed) QTest::addRow("line %d", seed) << seed;
}

/// Random lines of ovens, buffers, stations with rework and perhaps an assembly, with few or enough cards: those that
/// stop are found, from their last tick on and not before; the others go on.
void TestDeadlock::jobsStopToTheTick() {
  QFETCH(int, seed);
  constexpr double kHorizon_s = 4000;
  RandomStream random(static_cast<std::uint64_t>(seed), 8, 0);
  const auto below = [&](int n) { return static_cast<int>(random.uniform() * n); };
  const int n = 2 + below(4);
  const int assembly = below(2) == 0 ? n : 0;  // the last, as it makes one part type of both
  std::string elements =
      R"({"id": "s", "type": "source", "part": {"a": 0.5, "b": 0.5}, "supply": "unlimited"},)" + station("e0", "1");
  std::string flows = "s>e0";
  for (int i = 1; i <= n; ++i) {
    const std::string id = fmt::format("e{}", i);
    const std::string time = fmt::format(R"({{"dist": "exponential", "mean_s": {}}})", 1 + below(3));
    const int kind = below(4);
    if (i == assembly) {
      elements += fmt::format(R"({{"id": "{}", "type": "assembly", "requires": {{"a": {}, "b": 1}}, "produces": "a",
                                   "process": {}}},)",
                              id, 1 + below(2), time);
    } else if (kind == 0) {
      elements += buffer(id, 1 + below(4));
    } else if (kind == 1) {
      elements += station(id, time, fmt::format(R"(, "batch_mode": {{"size": {}}})", 2 + below(3)));
    } else {
      elements += station(id, time, kind == 2 && i > 1 ? reworkTo("e1", 0.8) : R"(, "capacity": 2)");
    }
    flows += fmt::format(" e{}>{}", i - 1, id);
  }
  flows += fmt::format(" e{}>o", n);
  const int limit = 1 + below(10);
  const std::string rest =
      below(3) == 0 ? "" : fmt::format(R"(, "control": [{{"type": "conwip", "from": "e0", "limit": {}}}])", limit);
  const auto model = compile(factoryOf(elements + kOut, flows, rest));
  const auto deadlock = simulate(*model, settingsFor(kHorizon_s)).deadlock;
  const Recording recording = record(*model, settingsFor(kHorizon_s));
  if (!deadlock) {
    QVERIFY(!recording.movesBetween(SimTime::fromSeconds(kHorizon_s - 200), SimTime::fromSeconds(kHorizon_s)).empty());
    return;
  }
  RunSettings settings = settingsFor(kHorizon_s);
  settings.horizon = deadlock->since;
  const auto at_once = simulate(*model, settings).deadlock;
  QVERIFY(at_once && at_once->since == deadlock->since);
  settings.horizon = SimTime::fromTicks(deadlock->since.ticks() - 1);
  QVERIFY(!simulate(*model, settings).deadlock);
  const std::set<std::int32_t> cycle(deadlock->elements.begin(), deadlock->elements.end());
  for (const PartMove& move :
       recording.movesBetween(deadlock->since + SimTime::fromTicks(1), SimTime::fromSeconds(kHorizon_s))) {
    QVERIFY(!cycle.contains(move.from));
  }
}

/// Two resources, each held by a part that wants both; a third part may move, and with it whoever waits for it alone.
void TestDeadlock::needsAllOfAnOption() {
  WaitGraph graph({1, 1, 2});
  graph.add({0, 5, 1, {}, {{1, 2}}});
  graph.add({1, 9, 1, {}, {{2}}});
  graph.add({2, 7, 1, {}, {{0}}});
  QVERIFY(!graph.findDeadlock());  // a unit of 2 is held by somebody who does not wait
  WaitGraph closed({1, 1, 1});
  closed.add({0, 5, 1, {}, {{2, 1}}});
  closed.add({1, 9, 1, {}, {{2}}});
  closed.add({2, 7, 1, {}, {{0}}});
  const auto deadlock = closed.findDeadlock();
  QVERIFY(deadlock);
  QVERIFY((deadlock->elements == std::vector<std::uint32_t>{0, 2}));
  QCOMPARE(deadlock->since.ticks(), Ticks{7});
  QVERIFY(!deadlock->is_by_cards);
  QCOMPARE(deadlock->parts, 3);
}

QTEST_APPLESS_MAIN(TestDeadlock)
#include "tst_deadlock.moc"
