// SPDX-License-Identifier: Apache-2.0
#include <QTest>
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
std::string buffer(const std::string& fields) {
  return fmt::format(R"({{"id": "b", "type": "buffer", {}}},)", fields);
}
std::string station(const std::string& process) {
  return fmt::format(R"({{"id": "m", "type": "station", "process": {}}},)", process);
}
const char* const kOut = R"({"id": "o", "type": "sink"})";
const char* const kByPart = R"("min_stay": {"by_part": {"a": 10, "b": 3}})";

}  // namespace

/// Buffers with a minimum stay and with working hours, to the tick.
class TestTimedBuffer : public QObject {
  Q_OBJECT
 private slots:
  void holdsForTheStay_data();
  void holdsForTheStay();
  void keepsItsOrderAmongThoseReady_data();
  void keepsItsOrderAmongThoseReady();
  void letsThroughWhenOpen();
  void staysGoOnWhileOff();
  void letsThoseWithCardsOvertake_data();
  void letsThoseWithCardsOvertake();
  void isThePlainBufferWithoutStay();
  void delaysByLaw();
  void conservesParts();
  void refusesOnlyLoopsWithoutTime();
};

void TestTimedBuffer::holdsForTheStay_data() {
  QTest::addColumn<QString>("arrivals");
  QTest::addColumn<QString>("fields");
  QTest::addColumn<QString>("expected");
  QTest::newRow("each ten seconds") << R"("interarrival": 1, "limit": 3)"
                                    << R"("min_stay": 10)"
                                    << "11 12 13";
  QTest::newRow("two at a time: the third and fourth wait outside") << R"("interarrival": 1, "limit": 4)"
                                                                    << R"("min_stay": 10, "capacity": 2)"
                                                                    << "11 12 21 22";
  QTest::newRow("by part, a shorter stay overtakes")
      << R"("schedule": [{"t_s": 0}, {"t_s": 1, "part": "b"}, {"t_s": 2}])" << kByPart << "4b 10 12";
  QTest::newRow("ready at one instant, in the order of entry")
      << R"("schedule": [{"t_s": 0}, {"t_s": 7, "part": "b"}])" << kByPart << "10 10b";
  QTest::newRow("none") << R"("interarrival": 1, "limit": 3)"
                        << R"("min_stay": 0)"
                        << "1 2 3";
}

void TestTimedBuffer::holdsForTheStay() {
  QFETCH(QString, arrivals);
  QFETCH(QString, fields);
  QFETCH(QString, expected);
  const auto factory = factoryOf(source(arrivals.toStdString()) + buffer(fields.toStdString()) + kOut, "s>b b>o");
  QCOMPARE(entriesOf(record(*compile(factory), settingsFor(100)), 2), expected);
}

void TestTimedBuffer::keepsItsOrderAmongThoseReady_data() {
  QTest::addColumn<QString>("order");
  QTest::addColumn<QString>("expected");
  QTest::newRow("fifo") << "fifo"
                        << "0 1 2 3";
  QTest::newRow("lifo") << "lifo"
                        << "0 3 2 1";
}

/// The station takes part 0 at 3 s for 20 s. Meanwhile 1 (at 4 s), 3 (6 s) and 2 (12 s) get ready, in that order.
void TestTimedBuffer::keepsItsOrderAmongThoseReady() {
  QFETCH(QString, order);
  QFETCH(QString, expected);
  const auto factory = factoryOf(
      source(R"("schedule": [{"t_s": 0, "part": "b"}, {"t_s": 1, "part": "b"}, {"t_s": 2}, {"t_s": 3, "part": "b"}])") +
          buffer(fmt::format(R"({}, "order": "{}")", kByPart, order.toStdString())) + station("20") + kOut,
      "s>b b>m m>o");
  QCOMPARE(orderOf(record(*compile(factory), settingsFor(200)), 2), expected);
}

/// Outside its hours it takes nothing (12 and 16 s) and gives nothing (the station asks at 12 s).
void TestTimedBuffer::letsThroughWhenOpen() {
  const auto taking =
      factoryOf(source(R"("interarrival": 4)") + buffer(R"("calendar": "c")") + kOut, "s>b b>o", kCalendars);
  QCOMPARE(entriesOf(record(*compile(taking), settingsFor(34)), 2), QString("4 8 20 20 20 24 28 32"));
  const auto giving =
      factoryOf(source(R"("schedule": [{"t_s": 0, "count": 5}])") + buffer(R"("calendar": "c")") + station("4") + kOut,
                "s>b b>m m>o", kCalendars);
  const auto model = compile(giving);
  QCOMPARE(entriesOf(record(*model, settingsFor(80)), 2), QString("0 4 8 20 24"));
  const RunStatistics run = simulate(*model, settingsFor(80));
  MW_NEAR(stateOf(run.elements[1], ElementState::Busy), 10 + 4, kRounding, 0);
  MW_NEAR(stateOf(run.elements[1], ElementState::Off), 10 + 45, kRounding, 0);
  MW_NEAR(stateOf(run.elements[1], ElementState::Idle), 11, kRounding, 0);
  const auto late = factoryOf(source(R"("interarrival": 4, "limit": 4)") + buffer(R"("calendar": "late")") + kOut,
                              "s>b b>o", kCalendars);
  QCOMPARE(entriesOf(record(*compile(late), settingsFor(80)), 2), QString("10 10 12 16"));
}

/// Parts enter at 4 8 20 20 20 24 28 32 s for 5 s; at 13 s and 37 s the buffer is off.
void TestTimedBuffer::staysGoOnWhileOff() {
  const auto factory =
      factoryOf(source(R"("interarrival": 4, "limit": 8)") + buffer(R"("calendar": "c", "min_stay": 5)") + kOut,
                "s>b b>o", kCalendars);
  QCOMPARE(entriesOf(record(*compile(factory), settingsFor(80)), 2), QString("9 20 25 25 25 29 33"));
  QCOMPARE(entriesOf(record(*compile(factory), settingsFor(90'000)), 2), QString("9 20 25 25 25 29 33 86400"));
}

/// Four parts at 0 s, which stay 2 s, then 3 s in the station and back again for ever: no rework takes a second card.
/// Those that have one go in the order of their last entry, past those that have none.
void TestTimedBuffer::letsThoseWithCardsOvertake_data() {
  QTest::addColumn<QString>("order");
  QTest::addColumn<int>("limit");
  QTest::addColumn<QString>("entries");
  QTest::addColumn<QString>("parts");
  QTest::newRow("one card") << "fifo" << 1 << "2 7 12 17"
                            << "0 0 0 0";
  QTest::newRow("two cards, fifo") << "fifo" << 2 << "2 5 8 11 14"
                                   << "0 1 0 1 0";
  QTest::newRow("two cards, lifo") << "lifo" << 2 << "2 5 8 11 14"
                                   << "3 2 3 2 3";
  QTest::newRow("three cards, fifo") << "fifo" << 3 << "2 5 8 11 14 17"
                                     << "0 1 2 0 1 2";
}

void TestTimedBuffer::letsThoseWithCardsOvertake() {
  QFETCH(QString, order);
  QFETCH(int, limit);
  QFETCH(QString, entries);
  QFETCH(QString, parts);
  const auto factory =
      factoryOf(source(R"("schedule": [{"t_s": 0, "count": 4}])") +
                    buffer(fmt::format(R"("min_stay": 2, "order": "{}")", order.toStdString())) +
                    R"({"id": "m", "type": "station", "process": 3, "yield": {"good": 0, "rework_to": "b"}},)" + kOut,
                "s>b b>m m>o", fmt::format(R"(, "control": [{{"type": "conwip", "from": "b", "limit": {}}}])", limit));
  const double horizon_s = entries.split(' ').last().toDouble() + 1;
  const Recording recording = record(*compile(factory), settingsFor(horizon_s));
  QCOMPARE(entriesOf(recording, 2), entries);
  QCOMPARE(orderOf(recording, 2), parts);
  static_cast<void>(simulated(factory, settingsFor(horizon_s)));
}

/// A stay of no time and a calendar that never closes: the same run as that of the plain buffer.
void TestTimedBuffer::isThePlainBufferWithoutStay() {
  const auto line = [](const std::string& fields) {
    return factoryOf(R"({"id": "s", "type": "source", "part": {"a": 0.5, "b": 0.5},
                         "interarrival": {"dist": "exponential", "mean_s": 1.1}},)" +
                         buffer(R"("capacity": 7, "order": "lifo", "routing": "probability")" + fields) +
                         R"({"id": "m", "type": "station", "process": {"dist": "exponential", "mean_s": 2}},
                            {"id": "n", "type": "station", "process": {"dist": "exponential", "mean_s": 1}},)" +
                         kOut,
                     R"({"from": "s", "to": "b"}, {"from": "b", "to": "m", "probability": 0.3},
                        {"from": "b", "to": "n", "probability": 0.7}, {"from": "m", "to": "o"}, {"from": "n", "to": "o"})",
                     kCalendars);
  };
  const auto plain = simulated(line(""), settingsFor(20'000));
  for (const char* fields : {R"(, "min_stay": 0)", R"(, "calendar": "always")"}) {
    const auto timed = simulated(line(fields), settingsFor(20'000));
    QCOMPARE(timed.good, plain.good);
    QVERIFY(timed.wip_mean == plain.wip_mean);
    QVERIFY(timed.elements[1].content_mean == plain.elements[1].content_mean);
    QCOMPARE(timed.elements[1].content_max, plain.elements[1].content_max);
    QCOMPARE(timed.elements[1].parts_out, plain.elements[1].parts_out);
  }
}

/// An unlimited buffer before a sink is M/G/infinity: its content is Poisson with mean load 12 whatever the stays.
void TestTimedBuffer::delaysByLaw() {
  const auto factory = factoryOf(source(R"("interarrival": {"dist": "exponential", "mean_s": 0.5})") +
                                     buffer(R"("min_stay": {"dist": "gamma", "mean_s": 6, "cv": 0.7})") + kOut,
                                 "s>b b>o");
  const RunStatistics run = simulated(factory, settingsFor(400'000, 1000));
  // Variance of the time average: 2 * load * (mean residual area), below 2 * 12 * 6 * (1 + 0.7^2) / 2 / 4e5.
  MW_NEAR(run.elements[1].content_mean, 12.0, 4.5 * std::sqrt(2 * 12 * 6 * 1.49 / 2 / 4e5), 0);
  MW_NEAR(run.elements[1].wait_mean_s, 6.0, 4.5 * 6 * 0.7 / std::sqrt(8e5), 0);
}

void TestTimedBuffer::conservesParts() {
  const std::string elements =
      R"({"id": "s", "type": "source", "part": {"a": 0.3, "b": 0.7}, "calendar": "c",
          "interarrival": {"dist": "gamma", "mean_s": 0.5, "cv": 1.5}},)" +
      buffer(R"("calendar": "c", "order": "lifo", "capacity": 9, "routing": "shortest-queue",
                "min_stay": {"dist": "exponential", "mean_s": 2})") +
      station(R"({"dist": "exponential", "mean_s": 1.3})") +
      R"({"id": "c", "type": "buffer", "order": "priority", "min_stay": {"by_part": {"a": 1.5, "*": 0}}},
         {"id": "n", "type": "station", "process": {"dist": "exponential", "mean_s": 0.4}},)" +
      kOut;
  const auto factory =
      factoryOf(elements, R"({"from": "s", "to": "b"}, {"from": "b", "to": "m"}, {"from": "b", "to": "c"},
                   {"from": "m", "to": "c", "priority": 2}, {"from": "c", "to": "n"}, {"from": "n", "to": "o"})",
                kCalendars);
  const auto model = compile(factory);
  const double horizon_s = 150 * 86400.0;
  const RunStatistics run = simulate(*model, settingsFor(horizon_s));
  std::int64_t inside = 0;
  for (std::size_t i = 0; i < run.elements.size(); ++i) {
    const ElementStatistics& element = run.elements[i];
    MW_NEAR(std::accumulate(element.state_s.begin(), element.state_s.end(), 0.0), horizon_s, 1e-6, 0);
    if (factory.elements()[i].type == "sink") continue;
    QCOMPARE(element.parts_in - element.parts_out, element.content_end);
    if (i > 0) inside += element.content_end;
  }
  QCOMPARE(run.elements[0].parts_out, run.good + inside);
  QVERIFY(run.good > 3000);
  QVERIFY(simulate(*model, settingsFor(horizon_s)).wip_mean == run.wip_mean);
}

void TestTimedBuffer::refusesOnlyLoopsWithoutTime() {
  const auto loop = [](const std::string& fields) {
    return factoryOf(source(R"("interarrival": 5)") + buffer(fields) + R"({"id": "c", "type": "buffer"},)" + kOut,
                     R"({"from": "s", "to": "b"}, {"from": "b", "to": "c"}, {"from": "c", "to": "o"},
                        {"from": "c", "to": "b"})");
  };
  QVERIFY(compile(loop(R"("min_stay": 1)")) != nullptr);
  QVERIFY_EXCEPTION_THROWN((void)compile(loop(R"("min_stay": 0)")), InputError);
}

QTEST_APPLESS_MAIN(TestTimedBuffer)
#include "tst_timed_buffer.moc"
