// SPDX-License-Identifier: Apache-2.0
#include <QtTest>
#include <algorithm>

#include "core/motion/logic/line_logic.h"

using namespace mw;
using namespace mw::motion;

namespace {

/// Belts without physics: a part arrives a fixed time after it was put down; each takes n_max parts.
class ClockBelts : public Belts {
 public:
  std::size_t n_max = 100;
  double transport_s = 2;
  std::vector<WaitingPart> on_belts;  // since_s is the time of arrival
  std::vector<std::uint32_t> taken;
  double now_s = 0;

  bool hasRoom(std::size_t conveyor, const LinePart&) const override {
    const auto n = std::count_if(on_belts.begin(), on_belts.end(),
                                 [conveyor](const WaitingPart& part) { return part.element == conveyor; });
    return static_cast<std::size_t>(n) < n_max;
  }
  void put(std::size_t conveyor, const LinePart& part, double time_s) override {
    on_belts.push_back({conveyor, part, time_s + transport_s});
  }
  std::vector<WaitingPart> waitingParts() const override {
    std::vector<WaitingPart> waiting;
    for (const WaitingPart& part : on_belts) {
      if (part.since_s <= now_s) waiting.push_back(part);
    }
    return waiting;
  }
  void take(const WaitingPart& waiting, double) override {
    taken.push_back(waiting.part.number);
    std::erase_if(on_belts, [&](const WaitingPart& part) { return part.part.number == waiting.part.number; });
  }
};

factory::Factory line(const std::string& elements, const std::string& flows,
                      const std::string& parts = R"({"id": "a"})") {
  return factory::Factory::fromJson(Json::parse(R"({"format": "millwright-factory/1", "name": "Line", "parts": [)" +
                                                parts + R"(], "elements": [)" + elements + R"(], "flows": [)" + flows +
                                                "]}"));
}

const char* const kSource = R"({"id": "src", "type": "source", "part": "a", "interarrival": 2},)";
const char* const kSink = R"(,{"id": "out", "type": "sink"})";

/// Advances in tenths of a second, exact in binary enough for times that are whole seconds plus a tenth.
std::int64_t deliveredAfter(const factory::Factory& factory, double time_s, ClockBelts& belts) {
  LineLogic logic(factory, 1);
  for (int i = 0; i <= std::lround(time_s * 10); ++i) {
    belts.now_s = i / 10.0;
    logic.advance(belts.now_s, belts);
  }
  return logic.delivered();
}

}  // namespace

class TestLineLogic : public QObject {
  Q_OBJECT
 private slots:
  void delivers_data();
  void delivers();
  void blocksAfterService();
  void longestWaitingGoesFirst();
  void routesRoundRobin();
  void routesByPart();
  void drawsSharesAndRoutesFromTheSeed();
  void ringWithoutStayEnds();
  void notesWhatIsLeftOut();
};

void TestLineLogic::delivers_data() {
  QTest::addColumn<QString>("elements");
  QTest::addColumn<double>("time_s");
  QTest::addColumn<int>("delivered");
  const QString station = R"({"id": "m", "type": "station", "capacity": %1, "process": %2})";
  // Parts come at 0, 2, 4, ... 20 s.
  QTest::newRow("station as fast as the source: at 2, 4, ... 20") << kSource + station.arg(1).arg(2) << 20.05 << 10;
  QTest::newRow("slow station: at 5, 10, 15, 20") << kSource + station.arg(1).arg(5) << 20.05 << 4;
  QTest::newRow("two places: at 5, 7, 10, 12, 15, 17, 20") << kSource + station.arg(2).arg(5) << 20.05 << 7;
  QTest::newRow("shortest stay of 3: at 3, 5, ... 19")
      << QString(kSource) + R"({"id": "m", "type": "buffer", "min_stay": 3})" << 20.05 << 9;
  QTest::newRow("belt of 2 s: at 2, 4, ... 20")
      << QString(kSource) + R"({"id": "m", "type": "conveyor", "length_m": 1})" << 20.05 << 10;
  QTest::newRow("first at 7: 7, 9, ... 19")
      << R"({"id": "src", "type": "source", "interarrival": 2, "first_at_s": 7}, {"id": "m", "type": "buffer"})"
      << 20.05 << 7;
  QTest::newRow("limit") << R"({"id": "src", "type": "source", "interarrival": 2, "limit": 3},
                               {"id": "m", "type": "buffer"})"
                         << 20.05 << 3;
  QTest::newRow("batches of 4 at 0 and 10") << R"({"id": "src", "type": "source", "interarrival": 10, "batch": 4},
                                                  {"id": "m", "type": "buffer"})"
                                            << 15.0 << 8;
  QTest::newRow("waiting arrivals: one of each batch at 1, 2, ... 8")
      << R"({"id": "src", "type": "source", "interarrival": 4, "batch": 4}, )" + station.arg(1).arg(1) << 8.05 << 8;
  QTest::newRow("lost arrivals: one of each batch")
      << R"({"id": "src", "type": "source", "interarrival": 4, "batch": 4, "on_full": "lose"}, )" +
             station.arg(1).arg(1)
      << 7.95 << 2;
  QTest::newRow("unlimited supply: as fast as the station")
      << R"({"id": "src", "type": "source", "supply": "unlimited"}, )" + station.arg(1).arg(1) << 10.05 << 10;
}

void TestLineLogic::delivers() {
  QFETCH(QString, elements);
  QFETCH(double, time_s);
  QFETCH(int, delivered);
  const factory::Factory factory =
      line(elements.toStdString() + kSink, R"({"from": "src", "to": "m"}, {"from": "m", "to": "out"})");
  ClockBelts belts;
  QCOMPARE(deliveredAfter(factory, time_s, belts), std::int64_t{delivered});
}

void TestLineLogic::blocksAfterService() {
  const factory::Factory factory =
      line(std::string(kSource) + R"(
      {"id": "m", "type": "station", "process": 1}, {"id": "belt", "type": "conveyor", "length_m": 1})" +
               kSink,
           R"({"from": "src", "to": "m"}, {"from": "m", "to": "belt"}, {"from": "belt", "to": "out"})");
  ClockBelts belts;
  belts.n_max = 1;
  belts.transport_s = 5;
  // The belt takes one part at 1, 6, 11, 16 s; the station keeps the next until then.
  QCOMPARE(deliveredAfter(factory, 20.05, belts), std::int64_t{3});
}

void TestLineLogic::longestWaitingGoesFirst() {
  const factory::Factory factory = line(
      R"(
      {"id": "late", "type": "source", "interarrival": 100, "first_at_s": 3},
      {"id": "early", "type": "source", "interarrival": 100, "first_at_s": 1},
      {"id": "c1", "type": "conveyor", "length_m": 1}, {"id": "c2", "type": "conveyor", "length_m": 1},
      {"id": "m", "type": "station", "process": 50})" +
          std::string(kSink),
      R"({"from": "late", "to": "c1"}, {"from": "early", "to": "c2"}, {"from": "c1", "to": "m"}, {"from": "c2", "to": "m"},
         {"from": "m", "to": "out"})");
  ClockBelts belts;
  (void)deliveredAfter(factory, 60, belts);
  QVERIFY((belts.taken == std::vector<std::uint32_t>{0, 1}));  // 0 came first, from "early"
}

void TestLineLogic::routesRoundRobin() {
  const factory::Factory factory = line(
      R"(
      {"id": "src", "type": "source", "interarrival": 1, "routing": "round-robin"},
      {"id": "c1", "type": "conveyor", "length_m": 1}, {"id": "c2", "type": "conveyor", "length_m": 1})" +
          std::string(kSink),
      R"({"from": "src", "to": "c1"}, {"from": "src", "to": "c2"}, {"from": "c1", "to": "out"}, {"from": "c2", "to": "out"})");
  ClockBelts belts;
  belts.transport_s = 1000;
  (void)deliveredAfter(factory, 9.05, belts);
  QCOMPARE(belts.on_belts.size(), std::size_t{10});
  for (std::size_t i = 0; i < 10; ++i) QCOMPARE(belts.on_belts[i].element, 1 + i % 2);
}

void TestLineLogic::routesByPart() {
  const factory::Factory factory = line(
      R"(
      {"id": "src", "type": "source", "interarrival": 1, "part": {"a": 0.5, "b": 0.5}},
      {"id": "c1", "type": "conveyor", "length_m": 1}, {"id": "c2", "type": "conveyor", "length_m": 1})" +
          std::string(kSink),
      R"({"from": "src", "to": "c1", "part": "a"}, {"from": "src", "to": "c2", "part": "b"}, {"from": "c1", "to": "out"},
         {"from": "c2", "to": "out"})",
      R"({"id": "a"}, {"id": "b"})");
  ClockBelts belts;
  belts.transport_s = 1000;
  (void)deliveredAfter(factory, 50, belts);
  QCOMPARE(belts.on_belts.size(), std::size_t{51});
  int n_b = 0;
  for (const WaitingPart& part : belts.on_belts) {
    QCOMPARE(part.element, std::size_t{1} + part.part.type);
    n_b += part.part.type;
  }
  QVERIFY(n_b > 10 && n_b < 41);  // 51 draws at a half: outside with probability below 1e-4, and the seed is fixed
}

void TestLineLogic::drawsSharesAndRoutesFromTheSeed() {
  const factory::Factory factory =
      line(R"(
      {"id": "src", "type": "source", "interarrival": 1, "part": "a", "routing": "probability"},
      {"id": "c1", "type": "conveyor", "length_m": 1}, {"id": "c2", "type": "conveyor", "length_m": 1})" +
               std::string(kSink),
           R"({"from": "src", "to": "c1", "probability": 0.2}, {"from": "src", "to": "c2", "probability": 0.8},
         {"from": "c1", "to": "out"}, {"from": "c2", "to": "out"})");
  ClockBelts belts;
  belts.n_max = 1000;
  belts.transport_s = 1000;
  (void)deliveredAfter(factory, 199.05, belts);
  const auto n_first = std::count_if(belts.on_belts.begin(), belts.on_belts.end(),
                                     [](const WaitingPart& part) { return part.element == 1; });
  QCOMPARE(belts.on_belts.size(), std::size_t{200});
  QVERIFY2(n_first > 17 && n_first < 63, qPrintable(QString::number(n_first)));  // 40 +- 4 standard deviations of 5.7
}

void TestLineLogic::ringWithoutStayEnds() {
  const factory::Factory factory = line(
      std::string(kSource) + R"(
      {"id": "b1", "type": "buffer", "capacity": 1}, {"id": "b2", "type": "buffer", "capacity": 2},
      {"id": "belt", "type": "conveyor", "length_m": 1})" +
          kSink,
      R"({"from": "src", "to": "b1"}, {"from": "b1", "to": "b2"}, {"from": "b2", "to": "b1"}, {"from": "b2", "to": "belt"},
         {"from": "belt", "to": "out"})");
  ClockBelts belts;
  QVERIFY(deliveredAfter(factory, 20, belts) >= 0);
}

void TestLineLogic::notesWhatIsLeftOut() {
  const factory::Factory factory = line(std::string(kSource) + R"(
      {"id": "m", "type": "station", "process": 1, "setup": {"default_s": 3}})" +
                                            kSink,
                                        R"({"from": "src", "to": "m"}, {"from": "m", "to": "out"})");
  const LineLogic logic(factory, 1);
  QCOMPARE(logic.notes().size(), std::size_t{1});
  QVERIFY(QString::fromStdString(logic.notes()[0]).startsWith("station \"m\": setup left out"));
}

QTEST_APPLESS_MAIN(TestLineLogic)
#include "tst_line_logic.moc"
