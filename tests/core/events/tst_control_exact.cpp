// SPDX-License-Identifier: Apache-2.0
#include <QTest>
#include <algorithm>
#include <map>
#include <set>

#include "core/base/random_stream.h"
#include "core/events/model.h"
#include "tests/core/events/factory_text.h"

using namespace mw;
using namespace mw::events;
using namespace mw::test;
using factory::ElementState;

namespace {

const char* const kOut = R"({"id": "o", "type": "sink"})";
const char* const kSupply = R"({"id": "s", "type": "source", "part": "a", "supply": "unlimited"},)";

std::string station(const std::string& id, const std::string& process, const std::string& more = "") {
  return fmt::format(R"({{"id": "{}", "type": "station", "process": {}{}}},)", id, process, more);
}
std::string buffer(const std::string& id, const std::string& more = "") {
  return fmt::format(R"({{"id": "{}", "type": "buffer"{}}},)", id, more);
}
std::string control(const std::string& rules) {
  return fmt::format(R"(, "control": [{}])", rules);
}

std::vector<Ticks> timesInto(const Recording& recording, std::size_t element) {
  std::vector<Ticks> times;
  for (const PartMove& move : recording.moves()) {
    if (move.to == static_cast<std::int32_t>(element)) times.push_back(move.at.ticks());
  }
  return times;
}

/// Most parts at once, at the ends of instants, that have left `from` and have not come to `to` or left the factory.
std::int64_t mostBetween(const Recording& recording, std::int32_t from, std::int32_t to) {
  std::set<std::uint32_t> inside;
  std::int64_t most = 0;
  const auto moves = recording.moves();
  for (std::size_t i = 0; i < moves.size(); ++i) {
    if (moves[i].to == to || moves[i].to == PartMove::kNowhere) inside.erase(moves[i].part);
    if (moves[i].from == from && moves[i].to != to && moves[i].to != PartMove::kNowhere) inside.insert(moves[i].part);
    most = std::max(most, static_cast<std::int64_t>(inside.size()));
  }
  return most;
}

/// A serial line as its departure times: the reference for cards, rooms and their order.
///
/// Part k enters stop j when it is ready at j - 1, when part k - places[j] has left j, and when for each loop that
/// begins at j part k - limit has come to its end. T[j][k] = max(ready, T[j+1][k-places], T[end][k-limit]).
/// Source: Baccelli, Cohen, Olsder, Quadrat (1992), event graphs as max-plus recursions.
struct SerialLine {
  struct Stop {
    bool is_station = false;
    Ticks time = 0;
    std::size_t places = 0;  ///< 0 = unlimited
  };
  struct Loop {
    std::size_t begin = 0;
    std::size_t end = 0;
    std::size_t limit = 1;
  };
  std::vector<Stop> stops;  ///< the last one is the sink
  std::vector<Loop> loops;

  [[nodiscard]] std::vector<std::vector<Ticks>> entries(std::size_t parts) const {
    std::vector<std::vector<Ticks>> at(stops.size() + 1, std::vector<Ticks>(parts, 0));
    for (std::size_t k = 0; k < parts; ++k) {
      for (std::size_t j = 0; j < stops.size(); ++j) {
        Ticks t = j == 0 ? (k == 0 ? 0 : at[0][k - 1]) : at[j - 1][k] + stops[j - 1].time;
        if (j > 0 && k > 0) t = std::max(t, at[j][k - 1]);
        if (stops[j].places > 0 && k >= stops[j].places) t = std::max(t, at[j + 1][k - stops[j].places]);
        for (const Loop& loop : loops) {
          if (loop.begin == j && k >= loop.limit) t = std::max(t, at[loop.end][k - loop.limit]);
        }
        at[j][k] = t;
      }
    }
    at.pop_back();
    return at;
  }

  [[nodiscard]] factory::Factory built(const std::string& rules) const {
    std::string elements = kSupply;
    std::string flows;
    std::string before = "s";
    for (std::size_t j = 0; j + 1 < stops.size(); ++j) {
      const std::string id = fmt::format("e{}", j);
      if (stops[j].is_station) {
        elements += station(id, fmt::format("{}", static_cast<double>(stops[j].time) * 1e-9),
                            fmt::format(R"(, "capacity": {})", stops[j].places));
      } else if (stops[j].places > 0) {
        elements += buffer(id, fmt::format(R"(, "capacity": {})", stops[j].places));
      } else {
        elements += buffer(id);
      }
      flows += fmt::format("{}>{} ", before, id);
      before = id;
    }
    return factoryOf(elements + kOut, flows + before + ">o", control(rules));
  }
};

}  // namespace

class TestControlExact : public QObject {
  Q_OBJECT
 private slots:
  void deliversByLittlesLaw_data();
  void deliversByLittlesLaw();
  void followsTheMaxPlusRecursion_data();
  void followsTheMaxPlusRecursion();
  void kanbanEqualsABuffer_data();
  void kanbanEqualsABuffer();
  void keepsTheLimit_data();
  void keepsTheLimit();
  void changesNothingWhileCardsAreLeft();
  void oneKanbanIsOnePlace_data();
  void oneKanbanIsOnePlace();
  void moreCardsNeverDeliverLess();
  void dealsToTheLongestWaiting_data();
  void dealsToTheLongestWaiting();
  void returnsTheCardsOfScrap();
  void letsReworkPassThoseWhoWait();
  void gatesOnePartType();
  void routesAroundAClosedStage_data();
  void routesAroundAClosedStage();
  void pullsTheDrum();
  void refuses_data();
  void refuses();
};

void TestControlExact::deliversByLittlesLaw_data() {
  QTest::addColumn<int>("limit");
  QTest::addColumn<int>("good");
  // Stations of 1, 2 and 1 s: raw process time 4 s, bottleneck 1/2 per second.
  QTest::newRow("1 part: limit / raw time, at 4, 8, ... 400") << 1 << 100;
  QTest::newRow("2 parts: both laws at once, at 4, 6, ... 400") << 2 << 199;
  QTest::newRow("9 parts: the bottleneck binds") << 9 << 199;
}

void TestControlExact::deliversByLittlesLaw() {
  QFETCH(int, limit);
  QFETCH(int, good);
  const auto run =
      simulated(factoryOf(kSupply + buffer("q1") + station("m1", "1") + buffer("q2") + station("m2", "2") +
                              buffer("q3") + station("m3", "1") + kOut,
                          "s>q1 q1>m1 m1>q2 q2>m2 m2>q3 q3>m3 m3>o",
                          control(fmt::format(R"({{"type": "conwip", "limit": {}, "from": "s", "to": "o"}})", limit))),
                settingsFor(400));
  QCOMPARE(run.good, good);
  QCOMPARE(run.wip_mean, static_cast<double>(limit));
}

void TestControlExact::followsTheMaxPlusRecursion_data() {
  QTest::addColumn<int>("seed");
  for (int seed = 0; seed < 60; ++seed) QTest::addRow("line %d", seed) << seed;
}

void TestControlExact::followsTheMaxPlusRecursion() {
  QFETCH(int, seed);
  constexpr std::size_t kParts = 200;
  RandomStream random(static_cast<std::uint64_t>(seed), 1, 0);
  const auto below = [&](std::size_t n) { return static_cast<std::size_t>(random.uniform() * static_cast<double>(n)); };
  SerialLine line;
  const std::size_t stops = 4 + below(6);
  for (std::size_t j = 0; j < stops; ++j) {
    if (j % 2 == 0 || below(3) == 0) {
      line.stops.push_back({true, static_cast<Ticks>((1 + below(7)) * 500'000'000), 1 + below(2)});
    } else {
      line.stops.push_back({false, 0, below(4)});
    }
  }
  line.stops.push_back({});
  std::string rules;
  const auto name = [&](std::size_t stop) { return stop == stops ? std::string("o") : fmt::format("e{}", stop); };
  for (std::size_t i = 0; i < 1 + below(3); ++i) {  // overlapping sections
    const std::size_t begin = below(stops - 1);
    const std::size_t end = begin + 1 + below(stops - begin);
    const std::size_t limit = 1 + below(5);
    line.loops.push_back({begin, end, limit});
    const bool is_rope = end < stops && line.stops[end].is_station && below(2) == 0;
    rules += fmt::format(R"({}{{"type": "{}", "limit": {}, "from": "{}", "{}": "{}"}})", rules.empty() ? "" : ",",
                         is_rope ? "drum-buffer-rope" : "conwip", limit, begin == 0 ? "s" : name(begin - 1),
                         is_rope ? "drum" : "to", name(end));
  }
  std::string stages;
  for (std::size_t begin = below(3); begin < stops;) {
    const std::size_t end = std::min(stops, begin + 1 + below(3));
    line.loops.push_back({begin, end, 1 + below(4)});
    std::string elements;
    for (std::size_t j = begin; j < end; ++j) elements += fmt::format(R"({}"e{}")", j > begin ? "," : "", j);
    stages += fmt::format(R"({}{{"elements": [{}], "limit": {}}})", stages.empty() ? "" : ",", elements,
                          line.loops.back().limit);
    begin = end;
  }
  const auto factory = line.built(fmt::format(R"({}, {{"type": "kanban", "stages": [{}]}})", rules, stages));
  const Recording recording = record(*compile(factory), settingsFor(2000));
  const auto want = line.entries(kParts);
  for (std::size_t j = 0; j <= stops; ++j) {
    std::vector<Ticks> times = timesInto(recording, j + 1);
    const std::size_t compared = std::min(times.size(), kParts);
    QVERIFY2(compared > 20, qPrintable(QString("%1 parts").arg(compared)));
    for (std::size_t k = 0; k < compared; ++k) {
      QVERIFY2(times[k] == want[j][k], qPrintable(QString("part %1 into %2 at %3 ns, wants %4")
                                                      .arg(k)
                                                      .arg(QString::fromStdString(name(j)))
                                                      .arg(times[k])
                                                      .arg(want[j][k])));
    }
  }
}

void TestControlExact::kanbanEqualsABuffer_data() {
  QTest::addColumn<int>("first");
  QTest::addColumn<int>("second");
  QTest::newRow("1 and 1 card: no buffer") << 1 << 1;
  QTest::newRow("1 and 2: a buffer of 1") << 1 << 2;
  QTest::newRow("3 and 2: a buffer of 3") << 3 << 2;
}

/// The first machine starts part k when part k - K1 - K2 has left the second: that of a line with a buffer of
/// K1 + K2 - 2 and blocking after service. Same streams, so the same departures to the tick.
void TestControlExact::kanbanEqualsABuffer() {
  QFETCH(int, first);
  QFETCH(int, second);
  const std::string failures =
      R"(, "failures": [{"time_to_failure": {"dist": "exponential", "mean_s": 20}, "time_to_repair": {"dist": "exponential", "mean_s": 5}}])";
  const std::string m1 = station("m1", R"({"dist": "exponential", "mean_s": 1})", failures);
  const std::string m2 = station("m2", R"({"dist": "lognormal", "mean_s": 1.1, "cv": 0.7})", failures);
  const auto kanban =
      factoryOf(kSupply + m1 + buffer("b1") + buffer("q2") + m2 + kOut, "s>m1 m1>b1 b1>q2 q2>m2 m2>o",
                control(fmt::format(R"({{"type": "kanban", "stages": [{{"elements": ["m1", "b1"], "limit": {}}},
                                                           {{"elements": ["q2", "m2"], "limit": {}}}]}})",
                                    first, second)));
  const int room = first + second - 2;
  const auto blocking =
      room == 0 ? factoryOf(kSupply + m1 + m2 + kOut, "s>m1 m1>m2 m2>o")
                : factoryOf(kSupply + m1 + buffer("b", fmt::format(R"(, "capacity": {})", room)) + m2 + kOut,
                            "s>m1 m1>b b>m2 m2>o");
  const auto got = timesInto(record(*compile(kanban), settingsFor(5000)), indexOf(kanban, "o"));
  const auto want = timesInto(record(*compile(blocking), settingsFor(5000)), indexOf(blocking, "o"));
  QVERIFY(want.size() > 1500);
  QVERIFY(got == want);
}

void TestControlExact::keepsTheLimit_data() {
  QTest::addColumn<QString>("rules");
  QTest::addColumn<QString>("from");
  QTest::addColumn<QString>("to");
  QTest::addColumn<int>("limit");
  const QString conwip = R"({"type": "conwip", "limit": 4, "from": "s", "to": "o"})";
  QTest::newRow("conwip with rework and scrap") << conwip << "s"
                                                << "o" << 4;
  QTest::newRow("conwip without an end") << R"({"type": "conwip", "limit": 3})"
                                         << "s"
                                         << "o" << 3;
  QTest::newRow("from the middle, rework comes back in front of it")
      << R"({"type": "conwip", "limit": 2, "from": "q", "to": "o"})"
      << "q"
      << "o" << 2;
  QTest::newRow("rope") << R"({"type": "drum-buffer-rope", "limit": 3, "from": "s", "drum": "t"})"
                        << "s"
                        << "t" << 3;
  QTest::newRow("overlapping, the outer one") << conwip + R"(, {"type": "conwip", "limit": 3, "from": "q", "to": "t"})"
                                              << "s"
                                              << "o" << 4;
}

void TestControlExact::keepsTheLimit() {
  QFETCH(QString, rules);
  QFETCH(QString, from);
  QFETCH(QString, to);
  QFETCH(int, limit);
  const std::string elements =
      R"({"id": "s", "type": "source", "part": "a", "interarrival": {"dist": "exponential", "mean_s": 1}},)" +
      buffer("q") + station("m", R"({"dist": "exponential", "mean_s": 1.5})", R"(, "capacity": 2)") + buffer("p") +
      station("t", R"({"dist": "exponential", "mean_s": 0.7})",
              R"(, "yield": {"good": 0.7, "rework": 0.2, "rework_to": "q", "scrap": 0.1, "scrap_to": "bin"})") +
      R"({"id": "bin", "type": "sink", "counts_as": "scrap"},)" + kOut;
  const auto factory = factoryOf(elements, "s>q q>m m>p p>t t>o", control(rules.toStdString()));
  const Recording recording = record(*compile(factory), settingsFor(3000));
  const auto index = [&](const QString& id) { return static_cast<std::int32_t>(indexOf(factory, id.toStdString())); };
  QCOMPARE(mostBetween(recording, index(from), index(to)), limit);
  const auto run = simulated(factory, settingsFor(3000));
  QVERIFY2(run.good > 500, qPrintable(QString::number(run.good)));
  QVERIFY(run.scrapped > 50);
  QVERIFY(!run.deadlock);
}

void TestControlExact::changesNothingWhileCardsAreLeft() {
  const std::string elements =
      R"({"id": "s", "type": "source", "part": {"a": 0.5, "b": 0.5}, "interarrival": {"dist": "exponential", "mean_s": 1}},)" +
      buffer("q", R"(, "routing": "round-robin")") + station("m", R"({"dist": "exponential", "mean_s": 1.5})") +
      station("n", R"({"dist": "exponential", "mean_s": 1.5})") +
      R"({"id": "c", "type": "conveyor", "length_m": 3, "speed_mps": 2, "pitch_m": 1},)" +
      station("t", "0.5", R"(, "yield": {"good": 0.9, "rework_to": "q"})") + kOut;
  const char* const flows = "s>q q>m q>n m>c n>c c>t t>o";
  const std::string rules =
      R"({"type": "conwip", "limit": 1000000, "from": "s", "to": "o"}, {"type": "conwip", "limit": 1000000, "from": "q", "part": "b"},
         {"type": "kanban", "stages": [{"elements": ["m", "n"], "limit": 1000000}, {"elements": ["c"], "limit": 1000000}]})";
  const Recording with = record(*compile(factoryOf(elements, flows, control(rules))), settingsFor(2000));
  const Recording without = record(*compile(factoryOf(elements, flows)), settingsFor(2000));
  QCOMPARE(with.moves().size(), without.moves().size());
  for (std::size_t i = 0; i < with.moves().size(); ++i) {
    const PartMove& a = with.moves()[i];
    const PartMove& b = without.moves()[i];
    QVERIFY(a.at == b.at && a.part == b.part && a.from == b.from && a.to == b.to);
  }
}

void TestControlExact::oneKanbanIsOnePlace_data() {
  QTest::addColumn<QString>("upstream");  // element u in front of m
  QTest::newRow("a queue") << R"({"id": "u", "type": "buffer"},)";
  QTest::newRow("the newest first") << R"({"id": "u", "type": "buffer", "order": "lifo"},)";
  QTest::newRow("the urgent first") << R"({"id": "u", "type": "buffer", "order": "priority"},)";
  QTest::newRow("a belt") << R"({"id": "u", "type": "conveyor", "length_m": 4, "speed_mps": 1, "pitch_m": 1},)";
  QTest::newRow("a belt that stops")
      << R"({"id": "u", "type": "conveyor", "length_m": 4, "speed_mps": 1, "pitch_m": 1, "accumulating": false},)";
  QTest::newRow("parallel places")
      << R"({"id": "u", "type": "station", "capacity": 3, "process": {"dist": "exponential", "mean_s": 4}},)";
}

/// A stage of one machine with one kanban is what it is without: the same parts come out at the same ticks.
void TestControlExact::oneKanbanIsOnePlace() {
  QFETCH(QString, upstream);
  const std::string elements =
      R"({"id": "s", "type": "source", "part": {"a": 0.5, "b": 0.5}, "interarrival": {"dist": "exponential", "mean_s": 4}},
         {"id": "r", "type": "source", "part": "a", "interarrival": {"dist": "exponential", "mean_s": 4}},)" +
      upstream.toStdString() +
      station(
          "m",
          R"({"by_part": {"a": {"dist": "exponential", "mean_s": 1}, "b": {"dist": "exponential", "mean_s": 2}}})") +
      station("n", R"({"dist": "exponential", "mean_s": 1})") + kOut;
  const char* const flows =
      R"({"from": "s", "to": "u"}, {"from": "r", "to": "u", "priority": 1}, {"from": "u", "to": "m"},
                               {"from": "m", "to": "n"}, {"from": "n", "to": "o"})";
  const auto without = factoryOf(elements, flows);
  const auto with =
      factoryOf(elements, flows, control(R"({"type": "kanban", "stages": [{"elements": ["m"], "limit": 1}]},
                                            {"type": "kanban", "stages": [{"elements": ["m"], "limit": 1}], "part": "b"})"));
  const Recording want = record(*compile(without), settingsFor(20000));
  const Recording got = record(*compile(with), settingsFor(20000));
  const auto outOf = [](const Recording& recording) {
    std::vector<std::pair<Ticks, std::uint32_t>> parts;
    for (const PartMove& move : recording.moves()) {
      if (move.to == 5) parts.emplace_back(move.at.ticks(), move.part);
    }
    return parts;
  };
  QVERIFY(outOf(want).size() > 5000);
  QVERIFY(outOf(got) == outOf(want));
}

void TestControlExact::moreCardsNeverDeliverLess() {
  std::int64_t before = 0;
  for (const int limit : {1, 2, 3, 5, 8, 20}) {
    const auto run = simulated(
        factoryOf(kSupply + buffer("q1") + station("m1", R"({"dist": "gamma", "mean_s": 1, "cv": 1.5})") +
                      buffer("q2", R"(, "capacity": 3)") + station("m2", R"({"dist": "exponential", "mean_s": 1})") +
                      kOut,
                  "s>q1 q1>m1 m1>q2 q2>m2 m2>o",
                  control(fmt::format(R"({{"type": "conwip", "limit": {}, "from": "s", "to": "o"}})", limit))),
        settingsFor(20000));
    QVERIFY2(run.good >= before, qPrintable(QString("%1 after %2").arg(run.good).arg(before)));
    before = run.good;
  }
}

void TestControlExact::dealsToTheLongestWaiting_data() {
  QTest::addColumn<double>("second_at_s");
  QTest::addColumn<QList<int>>("went");  // element of each release: x or y
  // One card for both lines, 10 s each. x gets it at 0; the other two parts wait from 2 and from second_at_s on.
  QTest::newRow("the other line waits longer") << 1.0 << QList<int>{2, 3, 2};
  QTest::newRow("the same line waits longer") << 3.0 << QList<int>{2, 2, 3};
}

void TestControlExact::dealsToTheLongestWaiting() {
  QFETCH(double, second_at_s);
  QFETCH(QList<int>, went);
  const std::string elements =
      R"({"id": "sx", "type": "source", "part": "a", "interarrival": 2, "first_at_s": 0, "limit": 2},)" +
      fmt::format(R"({{"id": "sy", "type": "source", "part": "a", "interarrival": 2, "first_at_s": {}, "limit": 1}},)",
                  second_at_s) +
      station("x", "10") + station("y", "10") + kOut;
  const auto factory = factoryOf(elements, "sx>x sy>y x>o y>o", control(R"({"type": "conwip", "limit": 1})"));
  const Recording recording = record(*compile(factory), settingsFor(100));
  QList<int> got;
  std::vector<Ticks> at;
  for (const PartMove& move : recording.moves()) {
    if (move.to != 2 && move.to != 3) continue;
    got << move.to;
    at.push_back(move.at.ticks());
  }
  QCOMPARE(got, went);
  QVERIFY((at == std::vector<Ticks>{0, 10'000'000'000, 20'000'000'000}));
}

void TestControlExact::returnsTheCardsOfScrap() {
  const auto run = simulated(factoryOf(kSupply + station("m", "1", R"(, "yield": {"good": 0, "scrap_to": "bin"})") +
                                           R"({"id": "bin", "type": "sink", "counts_as": "scrap"},)" + kOut,
                                       "s>m m>o", control(R"({"type": "conwip", "limit": 2, "from": "s", "to": "o"})")),
                             settingsFor(100));
  QCOMPARE(run.scrapped, 100);
}

/// A part with a card comes back into the queue in front of the section and overtakes those that wait for one.
void TestControlExact::letsReworkPassThoseWhoWait() {
  const auto factory =
      factoryOf(R"({"id": "s", "type": "source", "part": "a", "interarrival": 1},)" + buffer("q") + station("m", "3") +
                    station("t", "1", R"(, "yield": {"good": 0.5, "rework_to": "q"})") + kOut,
                "s>q q>m m>t t>o", control(R"({"type": "conwip", "limit": 2, "from": "q", "to": "o"})"));
  const Recording recording = record(*compile(factory), settingsFor(400));
  QCOMPARE(mostBetween(recording, 1, 4), 2);
  // The other one is back in front of m, with its card, before m is through: m never rests from 1 s on.
  QCOMPARE(timesInto(recording, 2).size(), std::size_t{134});
  QVERIFY(timesInto(recording, 4).size() > 30);
}

void TestControlExact::gatesOnePartType() {
  const std::string elements = R"({"id": "s", "type": "source", "part": {"a": 0.5, "b": 0.5}, "interarrival": 1},)" +
                               buffer("q") +
                               station("m", R"({"by_part": {"a": 100, "b": 0.1}})", R"(, "capacity": 4)") + kOut;
  const auto run = simulated(
      factoryOf(elements, "s>q q>m m>o", control(R"({"type": "conwip", "limit": 2, "part": "a"})")), settingsFor(1000));
  QCOMPARE(run.part_types[0].good, 18);  // two at a time, the first two before 100 s
  QCOMPARE(run.part_types[1].outside_mean, 0.0);
  QVERIFY(run.part_types[0].outside_mean > 100);
  QVERIFY(run.part_types[1].good > 450);
}

void TestControlExact::routesAroundAClosedStage_data() {
  QTest::addColumn<QString>("routing");
  QTest::newRow("in listed order") << "first-available";
  QTest::newRow("in turn") << "round-robin";
  QTest::newRow("by content") << "shortest-queue";
}

void TestControlExact::routesAroundAClosedStage() {
  QFETCH(QString, routing);
  const std::string elements =
      fmt::format(R"({{"id": "s", "type": "source", "part": "a", "interarrival": 10, "routing": "{}"}},)",
                  routing.toStdString()) +
      buffer("qx") + station("x", "1000") + buffer("qy") + station("y", "1") + kOut;
  const auto run =
      simulated(factoryOf(elements, "s>qx s>qy qx>x x>o qy>y y>o",
                          control(R"({"type": "kanban", "stages": [{"elements": ["qx", "x"], "limit": 1}]})")),
                settingsFor(95));
  QCOMPARE(run.elements[1].parts_in, 1);
  QCOMPARE(run.elements[3].parts_in, 8);
}

void TestControlExact::pullsTheDrum() {
  const auto factory = factoryOf(
      kSupply + station("m", "1") + buffer("b") + station("drum", "3") + station("n", "2") + kOut,
      "s>m m>b b>drum drum>n n>o", control(R"({"type": "drum-buffer-rope", "drum": "drum", "limit": 2, "from": "s"})"));
  const auto run = simulated(factory, settingsFor(301));
  QCOMPARE(run.elements[2].content_max, 2);
  QCOMPARE(stateOf(run.elements[3], ElementState::Busy), 300.0);
  const auto releases = timesInto(record(*compile(factory), settingsFor(12)), 1);
  const std::vector<Ticks> want = {0, 1'000'000'000, 2'000'000'000, 4'000'000'000, 7'000'000'000, 10'000'000'000};
  QVERIFY(releases == want);
}

void TestControlExact::refuses_data() {
  QTest::addColumn<QString>("rules");
  QTest::addColumn<QString>("says");
  QTest::newRow("an end that no part reaches") << R"({"type": "conwip", "limit": 2, "from": "m", "to": "q"})"
                                               << "/control/0/to: no part with a card comes to \"q\"";
  QTest::newRow("a section without elements") << R"({"type": "conwip", "limit": 2, "from": "n", "to": "o"})"
                                              << "it limits nothing";
  QTest::newRow("a rope without elements") << R"({"type": "drum-buffer-rope", "limit": 2, "from": "q", "drum": "m"})"
                                           << "it limits nothing";
  QTest::newRow("supply without end behind the loop")
      << R"({"type": "conwip", "limit": 2, "from": "s", "to": "q"}, {"type": "conwip", "limit": 2, "from": "q", "to": "o"})"
      << "would fill \"q\" with parts without end";
  QTest::newRow("a card for some parts only") << R"({"type": "conwip", "limit": 2, "part": "b"})"
                                              << "would fill \"q\" with parts without end";
}

void TestControlExact::refuses() {
  QFETCH(QString, rules);
  QFETCH(QString, says);
  const auto factory = factoryOf(kSupply + buffer("q") + station("m", "1") + station("n", "1") + kOut,
                                 "s>q q>m m>n n>o", control(rules.toStdString()));
  try {
    const auto model = compile(factory);
    QFAIL("was accepted");
  } catch (const InputError& error) {
    QVERIFY2(QString(error.what()).contains(says), error.what());
  }
}

QTEST_APPLESS_MAIN(TestControlExact)
#include "tst_control_exact.moc"
