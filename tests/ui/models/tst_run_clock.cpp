// SPDX-License-Identifier: GPL-3.0-or-later
#include <QLocale>
#include <QTest>

#include "tests/ui/models/lines.h"
#include "ui/models/run_clock.h"

using namespace mw;

/// The clock of a run by what the factory says of its time.
class TestRunClock : public QObject {
  Q_OBJECT
 private slots:
  void initTestCase() { QLocale::setDefault(QLocale::c()); }
  void tellsTheTime_data();
  void tellsTheTime();
  void tellsTheShift_data();
  void tellsTheShift();

 private:
  static models::RunClock clockOf(const char* start, bool has_calendar) {
    Json json = test::smallLine().json();
    if (*start != '\0') json["start"] = start;
    if (has_calendar) {
      json["calendars"] = Json::parse(
          R"([{"id": "two-shifts", "week": [{"days": ["mon", "tue", "wed", "thu", "fri"], "from": "06:00", "to": "14:00",
               "breaks": [{"from": "10:00", "to": "10:15"}]}]}])");
    }
    return models::RunClock(factory::Factory::fromJson(std::move(json)));
  }
};

void TestRunClock::tellsTheTime_data() {
  QTest::addColumn<QByteArray>("start");
  QTest::addColumn<bool>("has_calendar");
  QTest::addColumn<double>("t_s");
  QTest::addColumn<QString>("text");
  QTest::newRow("neither: what has gone by") << QByteArray() << false << 100'000.9 << "27:46:40";
  QTest::newRow("calendars: from Monday 00:00 on") << QByteArray() << true << 90'061.0 << "Tue 01:01:01";
  QTest::newRow("start") << QByteArray("2026-01-05T06:00") << false << 0.0 << "Mon 5 Jan 06:00:00";
  QTest::newRow("past midnight") << QByteArray("2026-01-05T22:30") << false << 5400.0 << "Tue 6 Jan 00:00:00";
  QTest::newRow("leap day") << QByteArray("2028-02-28") << true << 86'400.0 << "Tue 29 Feb 00:00:00";
}

void TestRunClock::tellsTheTime() {
  QFETCH(QByteArray, start);
  QFETCH(bool, has_calendar);
  QFETCH(double, t_s);
  QTEST(clockOf(start, has_calendar).text(t_s), "text");
}

void TestRunClock::tellsTheShift_data() {
  QTest::addColumn<double>("hour");  // from Friday 2026-01-09 00:00 on
  QTest::addColumn<QString>("text");
  QTest::newRow("before") << 5.0 << "closed until 06:00";
  QTest::newRow("at work") << 7.0 << "shift until 10:00";
  QTest::newRow("break") << 10.1 << "closed until 10:15";
  QTest::newRow("weekend") << 15.0 << "closed until Mon 06:00";
}

void TestRunClock::tellsTheShift() {
  QFETCH(double, hour);
  const models::RunClock clock = clockOf("2026-01-09", true);
  QTEST(clock.shift(hour * 3600), "text");
  QCOMPARE(clock.shifts(hour * 3600), "two-shifts: " + clock.shift(hour * 3600));
  QVERIFY(clockOf("2026-01-09", false).shift(hour * 3600).isEmpty());
}

QTEST_GUILESS_MAIN(TestRunClock)
#include "tst_run_clock.moc"
