// SPDX-License-Identifier: Apache-2.0
#include <QTest>

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
  return fmt::format(R"({{"id": "s", "type": "source", "calendar": "c", "part": "a", {}}},)", fields);
}
std::string station(const std::string& process) {
  return fmt::format(R"({{"id": "m", "type": "station", "process": {}}},)", process);
}
const char* const kOut = R"({"id": "o", "type": "sink"})";

}  // namespace

/// Working hours of sources and sinks, to the tick.
class TestShifts : public QObject {
  Q_OBJECT
 private slots:
  void arrives_data();
  void arrives();
  void holdsBackWhatWaitsOutside();
  void losesOnlyWhatArrives();
  void releasesSupply();
  void closesASink();
  void alwaysOpenIsNoCalendar();
  void arrivesAsOftenAsOpen();
};

void TestShifts::arrives_data() {
  QTest::addColumn<QString>("fields");
  QTest::addColumn<QString>("expected");
  QTest::newRow("the clock stands still while off") << R"("interarrival": 4)"
                                                    << "4 8 22 26 30 34";
  QTest::newRow("an arrival due at the end of a shift comes at the next beginning") << R"("interarrival": 5)"
                                                                                    << "5 20 25 30";
  QTest::newRow("longer than a shift") << R"("interarrival": 11)"
                                       << "21 32";
  QTest::newRow("first in a closed hour") << R"("interarrival": 4, "first_at_s": 12)"
                                          << "20 24 28 32";
  QTest::newRow("batches up to a limit") << R"("interarrival": 4, "first_at_s": 3, "batch": 2, "limit": 5)"
                                         << "3 3 7 7 21";
  QTest::newRow("closed at the start") << R"("interarrival": 4, "calendar": "late")"
                                       << "14 18";
  QTest::newRow("a schedule")
      << R"("schedule": [{"t_s": 0, "count": 2}, {"t_s": 5, "part": "b"}, {"t_s": 12}, {"t_s": 30}, {"t_s": 30}])"
      << "0 0 5b 20 30 30";
  QTest::newRow("a schedule of batches up to a limit")
      << R"("schedule": [{"t_s": 1}, {"t_s": 2, "count": 1}, {"t_s": 3}], "batch": 3, "limit": 5)"
      << "1 1 1 2 3";
}

void TestShifts::arrives() {
  QFETCH(QString, fields);
  QFETCH(QString, expected);
  std::string elements = source(fields.toStdString()) + kOut;
  if (fields.contains("calendar")) elements.erase(elements.find(R"("calendar": "c", )"), 17);
  const Recording recording = record(*compile(factoryOf(elements, "s>o", kCalendars)), settingsFor(80));
  QCOMPARE(entriesOf(recording, 1), expected);
}

/// Five parts come at 1 s; the station takes one each 4 s, at 13 s it finds the source off.
void TestShifts::holdsBackWhatWaitsOutside() {
  const auto factory =
      factoryOf(source(R"("interarrival": 1, "batch": 5, "limit": 5)") + station("4") + kOut, "s>m m>o", kCalendars);
  const auto model = compile(factory);
  QCOMPARE(entriesOf(record(*model, settingsFor(40)), 1), QString("1 5 9 20 24"));
  const RunStatistics run = simulate(*model, settingsFor(40));
  MW_NEAR(stateOf(run.elements[0], ElementState::Busy), 1, kRounding, 0);
  MW_NEAR(stateOf(run.elements[0], ElementState::Blocked), 9 + 4, kRounding, 0);
  MW_NEAR(stateOf(run.elements[0], ElementState::Off), 10 + 5, kRounding, 0);
  MW_NEAR(stateOf(run.elements[0], ElementState::Idle), 11, kRounding, 0);
  MW_NEAR(run.outside_mean, (4.0 + 8 + 19 + 23) / 40, kRounding, 0);
}

/// Arrivals at 4 8 22 26 30 34 for a station that is busy for 10 s.
void TestShifts::losesOnlyWhatArrives() {
  const auto model = compile(
      factoryOf(source(R"("interarrival": 4, "on_full": "lose")") + station("10") + kOut, "s>m m>o", kCalendars));
  QCOMPARE(entriesOf(record(*model, settingsFor(80)), 1), QString("4 22 34"));
  QCOMPARE(simulate(*model, settingsFor(80)).lost, 3);
}

/// The station asks at 12 s, when the source is off, and at 35 s: what ends with the shift is before its end.
void TestShifts::releasesSupply() {
  const auto model =
      compile(factoryOf(source(R"("supply": "unlimited")") + station("3") + kOut, "s>m m>o", kCalendars));
  QCOMPARE(entriesOf(record(*model, settingsFor(80)), 1), QString("0 3 6 9 20 23 26 29 32 35"));
  MW_NEAR(stateOf(simulate(*model, settingsFor(80)).elements[0], ElementState::Off), 10 + 45, kRounding, 0);
  const std::string late = R"({"id": "s", "type": "source", "calendar": "late", "part": "a", "supply": "unlimited"},)";
  const auto later = compile(factoryOf(late + station("3") + kOut, "s>m m>o", kCalendars));
  QCOMPARE(entriesOf(record(*later, settingsFor(80)), 1), QString("10 13 16 19"));
}

/// The part that is done at 13 s waits in its place until 20 s.
void TestShifts::closesASink() {
  const std::string elements = R"({"id": "s", "type": "source", "part": "a", "interarrival": 4, "limit": 4},)" +
                               station("1") + R"({"id": "o", "type": "sink", "calendar": "c"})";
  const auto model = compile(factoryOf(elements, "s>m m>o", kCalendars));
  QCOMPARE(entriesOf(record(*model, settingsFor(40)), 2), QString("5 9 20 21"));
  const RunStatistics run = simulate(*model, settingsFor(40));
  MW_NEAR(stateOf(run.elements[1], ElementState::Blocked), 7, kRounding, 0);
  MW_NEAR(stateOf(run.elements[2], ElementState::Off), 15, kRounding, 0);
  MW_NEAR(stateOf(run.elements[2], ElementState::Idle), 25, kRounding, 0);
}

void TestShifts::alwaysOpenIsNoCalendar() {
  const std::string line = R"("part": "a", "interarrival": {"dist": "exponential", "mean_s": 1.3}},)" +
                           station(R"({"dist": "exponential", "mean_s": 1})") + kOut;
  const auto with =
      simulated(factoryOf(R"({"id": "s", "type": "source", "calendar": "always", )" + line, "s>m m>o", kCalendars),
                settingsFor(5000));
  const auto without = simulated(factoryOf(R"({"id": "s", "type": "source", )" + line, "s>m m>o"), settingsFor(5000));
  QCOMPARE(with.events, without.events);
  QVERIFY(with.wip_mean == without.wip_mean);
}

/// A renewal process of open time: 200 days of 25 s with a mean of 0.05 s.
void TestShifts::arrivesAsOftenAsOpen() {
  const auto factory =
      factoryOf(source(R"("interarrival": {"dist": "exponential", "mean_s": 0.05})") + kOut, "s>o", kCalendars);
  const RunStatistics run = simulated(factory, settingsFor(200 * 86400.0));
  const double expected = 200 * 25 / 0.05;
  MW_NEAR(static_cast<double>(run.good), expected, 4 * std::sqrt(expected), 0);  // 4 standard errors of Poisson
  MW_NEAR(stateOf(run.elements[0], ElementState::Off), 200 * (86400.0 - 25), 1e-3, 0);
}

QTEST_APPLESS_MAIN(TestShifts)
#include "tst_shifts.moc"
