// SPDX-License-Identifier: Apache-2.0
#include <QTest>
#include <algorithm>

#include "core/factory/factory_check.h"
#include "tests/core/events/factory_text.h"
#include "tests/core/events/timeline.h"

using namespace mw;
using namespace mw::events;
using namespace mw::test;

namespace {

const char* const kEndless = R"({"id": "s", "type": "source", "part": "a", "supply": "unlimited"},)";

/// 10 m at 1 m/s, a metre for each part of 0.3 m, into a sink.
factory::Factory lineOf(const std::string& stops, const std::string& fields = "",
                        const std::string& source = kEndless) {
  return factoryOf(source + fmt::format(R"({{"id": "c", "type": "conveyor", "length_m": 10, "speed_mps": 1,
                                           "pitch_m": 1, "stops": {}{}}},{{"id": "o", "type": "sink"}})",
                                        stops, fields),
                   "s>c c>o", kCalendars);
}

QString deliveries(const factory::Factory& line, double until_s) {
  const Recording recording = record(*compile(line), settingsFor(until_s));
  return entriesOf(recording, indexOf(line, "o"));
}

}  // namespace

/// Stops on conveyors, to the tick. A part's front is 0.15 m before its middle.
class TestConveyorStops : public QObject {
  Q_OBJECT
 private slots:
  void letsPartsGo_data();
  void letsPartsGo();
  void waitsForRoomAhead();
  void holdsByPartType();
  void letsGoAtTheInstantAtWhichRoomComes();
  void keepsWorkingHours_data();
  void keepsWorkingHours();
  void partsAddUp();
  void refuses_data();
  void refuses();
};

void TestConveyorStops::letsPartsGo_data() {
  QTest::addColumn<QString>("stops");
  QTest::addColumn<bool>("is_accumulating");
  QTest::addColumn<QString>("delivered");
  // At the stop at 4.85 s, on at 8.85 s; the next one closes up in a second.
  QTest::newRow("each is held") << R"([{"id": "x", "at_m": 5, "hold": 4}])" << true << "14 19 24 29 34 39 44 49";
  // The belt makes a metre, then stands for 4 s: six times before the first is at its end.
  QTest::newRow("the belt stands") << R"([{"id": "x", "at_m": 5, "hold": 4}])" << false << "34 39 44 49";
  QTest::newRow("it stands for both at once")
      << R"([{"id": "x", "at_m": 5, "hold": 4}, {"id": "y", "at_m": 7, "hold": 4}])" << false << "34 39 44 49";
  QTest::newRow("the slower of two") << R"([{"id": "y", "at_m": 6, "hold": 5}, {"id": "x", "at_m": 3, "hold": 2}])"
                                     << true << "17 23 29 35 41 47";
  QTest::newRow("one every 3 s") << R"([{"id": "x", "at_m": 5, "interval_s": 3}])" << true
                                 << "10 13 16 19 22 25 28 31 34 37 40 43 46 49";
  QTest::newRow("one every 3 s, belt stands")
      << R"([{"id": "x", "at_m": 5, "interval_s": 3}])" << false << "20 23 26 29 32 35 38 41 44 47 50";
  QTest::newRow("no longer than a part takes") << R"([{"id": "x", "at_m": 5, "interval_s": 0.5}])" << true
                                               << "10 11 12 13 14 15 16 17 18 19 20 21 22 23 24 25 26 27 28 29 30 31 "
                                                  "32 33 34 35 36 37 38 39 40 41 42 43 44 45 46 47 48 49 50";
}

void TestConveyorStops::letsPartsGo() {
  QFETCH(QString, stops);
  QFETCH(bool, is_accumulating);
  QFETCH(QString, delivered);
  const std::string accumulates = is_accumulating ? "" : R"(, "accumulating": false)";
  QCOMPARE(deliveries(lineOf(stops.toStdString(), accumulates), 50), delivered);
}

/// A station takes 10 s. Before the stop 4.85 m hold four parts and the front of a fifth, 10 m hold ten.
void TestConveyorStops::waitsForRoomAhead() {
  for (const bool is_limited : {false, true}) {
    const std::string stops = fmt::format(R"([{{"id": "x", "at_m": 5{}}}])", is_limited ? R"(, "at_most": 2)" : "");
    const factory::Factory line = factoryOf(
        std::string(kEndless) + fmt::format(R"({{"id": "c", "type": "conveyor", "length_m": 10, "speed_mps": 1,
          "pitch_m": 1, "stops": {}}}, {{"id": "m", "type": "station", "process": 10}}, {{"id": "o", "type": "sink"}})",
                                            stops),
        "s>c c>m m>o");
    const RunStatistics run = simulated(line, settingsFor(1005, 205));
    QCOMPARE(run.elements[indexOf(line, "c")].content_max, std::int64_t{is_limited ? 7 : 10});
    QCOMPARE(run.elements[indexOf(line, "m")].processed, std::int64_t{80});
    QVERIFY(stateOf(run.elements[indexOf(line, "c")], factory::ElementState::Blocked) > 600);
  }
}

void TestConveyorStops::holdsByPartType() {
  const factory::Factory line = lineOf(R"([{"id": "x", "at_m": 5, "hold": {"by_part": {"a": 5, "*": 0}}}])", "",
                                       R"({"id": "s", "type": "source", "schedule": [{"t_s": 0, "part": "a"},
                                          {"t_s": 1, "part": "b"}, {"t_s": 20, "part": "b"}]},)");
  QCOMPARE(deliveries(line, 60), QString("15 16b 30b"));
}

/// The first leaves the belt at 14 s, which is when the hold of the second ends, and nothing is behind that: the stop
/// lets it go once, and waits for the third.
void TestConveyorStops::letsGoAtTheInstantAtWhichRoomComes() {
  const factory::Factory line = lineOf(R"([{"id": "x", "at_m": 5, "hold": 4}])", "",
                                       R"({"id": "s", "type": "source", "schedule": [{"t_s": 0, "part": "a"},
                                          {"t_s": 5.15, "part": "a"}, {"t_s": 30, "part": "a"}]},)");
  QCOMPARE(deliveries(line, 60), QString("14 19.15 44"));
}

void TestConveyorStops::keepsWorkingHours_data() {
  QTest::addColumn<double>("hold_s");
  QTest::addColumn<bool>("is_accumulating");
  QTest::addColumn<QString>("delivered");
  for (const bool is_accumulating : {true, false}) {
    const char* const kind = is_accumulating ? "accumulating" : "not";
    // Open until 10 s and from 20 s on. It passes at 8.85 s and has 4 m to go at 10 s.
    QTest::addRow("passed before, %s", kind) << 4.0 << is_accumulating << "24";
    // Its time is over at 12.85 s.
    QTest::addRow("held until it opens, %s", kind) << 8.0 << is_accumulating << "25.15";
    QTest::addRow("held for longer, %s", kind) << 17.0 << is_accumulating << "27";
  }
}

void TestConveyorStops::keepsWorkingHours() {
  QFETCH(double, hold_s);
  QFETCH(bool, is_accumulating);
  QFETCH(QString, delivered);
  const factory::Factory line =
      lineOf(fmt::format(R"([{{"id": "x", "at_m": 5, "hold": {}}}])", hold_s),
             fmt::format(R"(, "calendar": "c", "accumulating": {})", is_accumulating),
             R"({"id": "s", "type": "source", "part": "a", "supply": "unlimited", "limit": 1},)");
  QCOMPARE(deliveries(line, 60), delivered);
}

/// Whatever the stops do, no part is lost, and more room behind a stop never delivers less.
void TestConveyorStops::partsAddUp() {
  for (const bool is_accumulating : {true, false}) {
    std::int64_t before = 0;
    for (const int room : {1, 2, 3, 4}) {
      const std::string at_most = is_accumulating ? fmt::format(R"(, "at_most": {})", room) : "";
      const factory::Factory line =
          lineOf(fmt::format(R"([{{"id": "x", "at_m": 3, "hold": {{"dist": "exponential", "mean_s": 3}}{}}},
                          {{"id": "y", "at_m": 7.5, "hold": {{"dist": "uniform", "min_s": 0, "max_s": 5}}}}])",
                             at_most),
                 fmt::format(R"(, "accumulating": {})", is_accumulating));
      const RunStatistics run = simulated(line, settingsFor(86400));
      const ElementStatistics& belt = run.elements[indexOf(line, "c")];
      QCOMPARE(belt.parts_in, belt.parts_out + belt.content_end);
      QVERIFY(run.good > 5000);
      QVERIFY(run.good >= before);
      before = run.good;
    }
  }
}

void TestConveyorStops::refuses_data() {
  QTest::addColumn<QString>("stops");
  QTest::addColumn<QString>("fields");
  QTest::addColumn<QString>("message");
  const auto row = [](const char* name, const char* stops, const char* message, const char* fields = "") {
    QTest::newRow(name) << stops << fields << message;
  };
  row("beyond the end", R"([{"id": "x", "at_m": 11, "hold": 1}])", "is at 11 m, the conveyor is 10 m long");
  row("at the entry", R"([{"id": "x", "at_m": 1, "hold": 1}])", "put it at 1.15 m or further on");
  row("at the end", R"([{"id": "x", "at_m": 9.5, "hold": 1}])", "put it at 9.15 m or before");
  row("too near", R"([{"id": "x", "at_m": 5, "hold": 1}, {"id": "y", "at_m": 5.9, "hold": 1}])",
      "is 0.9 m behind \"x\", a part takes up 1 m");
  row("twice", R"([{"id": "x", "at_m": 3, "hold": 1}, {"id": "x", "at_m": 6, "hold": 1}])",
      "there are two stops \"x\"");
  row("for nothing", R"([{"id": "x", "at_m": 3}])", "give hold, interval_s or at_most");
  row("never clear", R"([{"id": "x", "at_m": 3, "at_most": 2}])", "let the conveyor accumulate, or remove at_most",
      R"(, "accumulating": false)");
  row("in a bend", R"([{"id": "x", "at_m": 5, "hold": 1}])", "put it onto a straight piece",
      R"(, "path": [[0,0,0],[5,0,0],[5,5,0]], "bend_radius_m": 1)");
}

void TestConveyorStops::refuses() {
  QFETCH(QString, stops);
  QFETCH(QString, fields);
  QFETCH(QString, message);
  QString found;
  for (const Finding& finding : factory::checkFactory(lineOf(stops.toStdString(), fields.toStdString()))) {
    found += QString::fromStdString(finding.text()) + "\n";
  }
  QVERIFY2(found.contains(message), qPrintable(found));
}

QTEST_APPLESS_MAIN(TestConveyorStops)
#include "tst_conveyor_stops.moc"
