// SPDX-License-Identifier: Apache-2.0
#include <QTest>
#include <fmt/format.h>

#include "core/base/random_stream.h"
#include "core/factory/calendar_reader.h"
#include "core/factory/factory_check.h"

using namespace mw;
using namespace mw::factory;

namespace {

constexpr int kDay_min = 1440;

SimTime minutes(std::int64_t count) {
  return SimTime::fromTicks(count * 60 * SimTime::kTicksPerSecond);
}

Factory factoryWith(const std::string& calendar, const std::string& start = "") {
  const std::string text =
      fmt::format(R"({{"format": "millwright-factory/1"{}, "elements": [], "calendars": [{{"id": "c", {}}}]}})",
                  start.empty() ? "" : fmt::format(R"(, "start": "{}")", start), calendar);
  return Factory::fromDocument(JsonDocument::parse(text, "c.json"));
}

WorkCalendar calendarOf(const std::string& calendar, const std::string& start = "") {
  Findings findings;
  const WorkCalendar result = readCalendar(factoryWith(calendar, start), "c", findings);
  if (!findings.empty()) qFatal("%s", findings[0].text().c_str());
  return result;
}

/// "0d06:00 1d14:00": the changes of a calendar from time 0 on.
QString changesOf(const WorkCalendar& calendar, int count) {
  QStringList changes{calendar.isOpen(SimTime()) ? "open" : "closed"};
  SimTime at;
  for (int i = 0; i < count; ++i) {
    at = calendar.nextChange(at);
    if (at == SimTime::never()) {
      changes << "never";
      break;
    }
    const std::int64_t minute = at.ticks() / minutes(1).ticks();
    changes << QString::fromStdString(
        fmt::format("{}d{:02}:{:02}", minute / kDay_min, minute % kDay_min / 60, minute % 60));
  }
  return changes.join(' ');
}

const char* const kAllDays = R"(["mon","tue","wed","thu","fri","sat","sun"])";

std::string daily(const std::string& shift) {
  return fmt::format(R"("week": [{{"days": {}, {}}}])", kAllDays, shift);
}

}  // namespace

class TestWorkCalendar : public QObject {
  Q_OBJECT
 private slots:
  void changes_data();
  void changes();
  void countsOpenTime();
  void agreesMinuteByMinute_data();
  void agreesMinuteByMinute();
  void isExactAfterCenturies();
  void refuses_data();
  void refuses();
  void warnsOfStrayBreaks();
};

void TestWorkCalendar::changes_data() {
  QTest::addColumn<QString>("calendar");
  QTest::addColumn<QString>("start");
  QTest::addColumn<QString>("expected");
  QTest::newRow("weekdays") << R"("week": [{"days": ["mon", "wed"], "from": "06:00", "to": "14:00"}])"
                            << ""
                            << "closed 0d06:00 0d14:00 2d06:00 2d14:00 7d06:00 7d14:00";
  QTest::newRow("a break") << QString::fromStdString(daily(
                                  R"("from": "06:00", "to": "14:00", "breaks": [{"from": "10:00", "to": "10:15"}])"))
                           << ""
                           << "closed 0d06:00 0d10:00 0d10:15 0d14:00 1d06:00 1d10:00";
  QTest::newRow("past midnight, over the end of the week")
      << R"("week": [{"days": ["sun"], "from": "22:00", "to": "06:00", "breaks": [{"from": "02:00", "to": "02:30"}]}])"
      << ""
      << "open 0d02:00 0d02:30 0d06:00 6d22:00 7d02:00 7d02:30";
  QTest::newRow("a break over midnight")
      << R"("week": [{"days": ["mon"], "from": "22:00", "to": "06:00", "breaks": [{"from": "23:45", "to": "00:15"}]}])"
      << ""
      << "closed 0d22:00 0d23:45 1d00:15 1d06:00 7d22:00 7d23:45";
  QTest::newRow("until midnight, which begins the next day")
      << R"("week": [{"days": ["mon"], "from": "12:00", "to": "24:00"}, {"days": ["tue"], "from": "00:00", "to": "02:00"}])"
      << ""
      << "closed 0d12:00 1d02:00 7d12:00 8d02:00 14d12:00 15d02:00";
  QTest::newRow("to 00:00 is to midnight") << QString::fromStdString(daily(R"("from": "16:00", "to": "00:00")")) << ""
                                           << "closed 0d16:00 1d00:00 1d16:00 2d00:00 2d16:00 3d00:00";
  QTest::newRow("shifts that overlap are one")
      << R"("week": [{"days": ["mon"], "from": "06:00", "to": "14:00"}, {"days": ["mon"], "from": "13:00", "to": "15:00"}])"
      << ""
      << "closed 0d06:00 0d15:00 7d06:00 7d15:00 14d06:00 14d15:00";
  QTest::newRow("always open") << QString::fromStdString(daily(R"("from": "00:00", "to": "24:00")")) << ""
                               << "open never";
  QTest::newRow("a closed day, and the night before it still ends in its morning")
      << QString::fromStdString(daily(R"("from": "22:00", "to": "06:00")") +
                                R"(, "exceptions": [{"day": 1, "open": false}])")
      << ""
      << "open 0d06:00 0d22:00 1d06:00 2d22:00 3d06:00 3d22:00";
  QTest::newRow("other shifts on a day")
      << QString::fromStdString(
             daily(R"("from": "06:00", "to": "14:00")") +
             R"(, "exceptions": [{"day": 1, "shifts": [{"from": "08:00", "to": "09:00"}, {"from": "20:00", "to": "02:00"}]}])")
      << ""
      << "closed 0d06:00 0d14:00 1d08:00 1d09:00 1d20:00 2d02:00";
  QTest::newRow("several days in a row") << QString::fromStdString(
                                                daily(R"("from": "06:00", "to": "14:00")") +
                                                R"(, "exceptions": [{"day": 1, "days": 3, "open": false}])")
                                         << ""
                                         << "closed 0d06:00 0d14:00 4d06:00 4d14:00 5d06:00 5d14:00";
  QTest::newRow("only an exception") << R"("exceptions": [{"day": 2, "open": true}])"
                                     << ""
                                     << "closed 2d00:00 3d00:00 never";
  QTest::newRow("from a date: 2026-01-05 is a Monday")
      << R"("week": [{"days": ["mon", "tue"], "from": "06:00", "to": "14:00"}],
             "exceptions": [{"date": "2026-01-06", "open": false}])"
      << "2026-01-05"
      << "closed 0d06:00 0d14:00 7d06:00 7d14:00 8d06:00 8d14:00";
  QTest::newRow("from the middle of a shift: 2024-02-29 was a Thursday")
      << R"("week": [{"days": ["thu", "fri"], "from": "06:00", "to": "14:00"}],
             "exceptions": [{"date": "2024-03-01", "shifts": [{"from": "12:00", "to": "13:00"}]}])"
      << "2024-02-29T10:00"
      << "open 0d04:00 1d02:00 1d03:00 6d20:00 7d04:00 7d20:00";
  QTest::newRow("the day before the start ends in its night")
      << R"("week": [{"days": ["mon"], "from": "06:00", "to": "14:00"}],
             "exceptions": [{"date": "2026-01-04", "shifts": [{"from": "22:00", "to": "03:00"}]}])"
      << "2026-01-05T01:00"
      << "open 0d02:00 0d05:00 0d13:00 7d05:00 7d13:00 14d05:00";
}

void TestWorkCalendar::changes() {
  QFETCH(QString, calendar);
  QFETCH(QString, start);
  QFETCH(QString, expected);
  QCOMPARE(changesOf(calendarOf(calendar.toStdString(), start.toStdString()), 6), expected);
}

void TestWorkCalendar::countsOpenTime() {
  const WorkCalendar calendar =
      calendarOf(daily(R"("from": "06:00", "to": "14:00")") + R"(, "exceptions": [{"day": 1, "open": false}])");
  QVERIFY(calendar.openTime(minutes(0), minutes(2 * kDay_min)) == minutes(480));
  QVERIFY(calendar.openTime(minutes(420), minutes(3 * kDay_min)) == minutes(420 + 480));
  // Work of eight hours ends with the shift; a tick more ends two days later.
  QVERIFY(calendar.afterOpenTime(SimTime(), minutes(480)) == minutes(840));
  QVERIFY(calendar.afterOpenTime(SimTime(), minutes(480) + SimTime::fromTicks(1)) ==
          minutes(2 * kDay_min + 360) + SimTime::fromTicks(1));
  QVERIFY(calendar.afterOpenTime(minutes(900), SimTime()) == minutes(900));
  QVERIFY(calendar.nextOpen(minutes(360)) == minutes(360));
  QVERIFY(calendar.nextOpen(minutes(840)) == minutes(2 * kDay_min + 360));
  const WorkCalendar once = calendarOf(R"("exceptions": [{"day": 2, "open": true}])");
  QVERIFY(once.afterOpenTime(SimTime(), minutes(kDay_min)) == minutes(3 * kDay_min));
  QVERIFY(once.afterOpenTime(SimTime(), minutes(kDay_min + 1)) == SimTime::never());
  QVERIFY(once.nextOpen(minutes(3 * kDay_min)) == SimTime::never());
}

namespace {

struct Shift {
  int from_min = 0;
  int to_min = 0;  ///< of the next day where below from
  std::vector<std::pair<int, int>> breaks;

  [[nodiscard]] std::string json() const {
    const auto clock = [](int m) { return fmt::format("{:02}:{:02}", m / 60, m % 60); };
    std::string text = fmt::format(R"("from": "{}", "to": "{}", "breaks": [)", clock(from_min), clock(to_min));
    for (std::size_t i = 0; i < breaks.size(); ++i) {
      text += fmt::format(R"({}{{"from": "{}", "to": "{}"}})", i == 0 ? "" : ",", clock(breaks[i].first % kDay_min),
                          clock(breaks[i].second % kDay_min));
    }
    return text + "]";
  }
  /// A minute since the start of the day to which the shift belongs.
  [[nodiscard]] bool isOpen(int minute) const {
    if (minute < from_min || minute >= (to_min > from_min ? to_min : to_min + kDay_min)) return false;
    for (const auto& [from, to] : breaks) {
      if (minute >= from && minute < to) return false;
    }
    return true;
  }
};

Shift randomShift(RandomStream& random) {
  const auto below = [&](int limit) { return static_cast<int>(random.uniform() * limit); };
  Shift shift{below(96) * 15, below(97) * 15, {}};
  if (shift.to_min == shift.from_min) shift.to_min = (shift.from_min + 15) % kDay_min;
  const int length =
      shift.to_min > shift.from_min ? shift.to_min - shift.from_min : shift.to_min + kDay_min - shift.from_min;
  for (int i = below(3); i > 0; --i) {
    const int from = shift.from_min + below(length);
    const int to = std::min(from + 1 + below(90), shift.from_min + length);
    shift.breaks.emplace_back(from, to);
  }
  return shift;
}

}  // namespace

void TestWorkCalendar::agreesMinuteByMinute_data() {
  QTest::addColumn<int>("seed");
  for (int seed = 0; seed < 40; ++seed) QTest::newRow(std::to_string(seed).c_str()) << seed;
}

/// Random calendars against a definition that looks at every minute of five weeks.
void TestWorkCalendar::agreesMinuteByMinute() {
  QFETCH(int, seed);
  RandomStream random(7, static_cast<std::uint64_t>(seed), 0);
  const auto below = [&](int limit) { return static_cast<int>(random.uniform() * limit); };
  static const std::array<const char*, 7> kNames = {"mon", "tue", "wed", "thu", "fri", "sat", "sun"};
  std::array<std::vector<Shift>, 7> week;
  std::string text = R"("week": [)";
  for (int i = 1 + below(6); i > 0; --i) {
    const int weekday = below(7);
    week[static_cast<std::size_t>(weekday)].push_back(randomShift(random));
    text += fmt::format(R"({{"days": ["{}"], {}}}{})", kNames[static_cast<std::size_t>(weekday)],
                        week[static_cast<std::size_t>(weekday)].back().json(), i > 1 ? "," : "]");
  }
  std::map<int, std::vector<Shift>> exceptions;
  text += R"(, "exceptions": [)";
  for (int day = 0; day < 34; ++day) {
    if (below(4) > 0) continue;
    text += fmt::format(R"({}{{"day": {}, "shifts": [)", exceptions.empty() ? "" : ",", day);
    for (int i = below(3); i > 0; --i) {
      text += (exceptions[day].empty() ? "{" : ",{");
      exceptions[day].push_back(randomShift(random));
      text += exceptions[day].back().json() + "}";
    }
    static_cast<void>(exceptions[day]);
    text += "]}";
  }
  text += "]";
  // 2026-01-05 is a Monday.
  const int weekday = below(7);
  const int offset_min = below(kDay_min);
  const WorkCalendar calendar =
      calendarOf(text, fmt::format("2026-01-{:02}T{:02}:{:02}", 5 + weekday, offset_min / 60, offset_min % 60));
  const auto isOpen = [&](int minute) {
    const int at = minute + offset_min;
    for (const int day : {at / kDay_min - 1, at / kDay_min}) {
      const auto exception = exceptions.find(day);
      const auto& shifts =
          exception != exceptions.end() ? exception->second : week[static_cast<std::size_t>((day + weekday + 7) % 7)];
      for (const Shift& shift : shifts) {
        if (shift.isOpen(at - day * kDay_min)) return true;
      }
    }
    return false;
  };
  constexpr int kMinutes = 35 * kDay_min;
  std::vector<int> open_before(kMinutes + 1, 0);
  std::vector<int> when_opened{0};
  for (int minute = 0; minute < kMinutes; ++minute) {
    const bool is_open = isOpen(minute);
    if (calendar.isOpen(minutes(minute)) != is_open) QFAIL(fmt::format("isOpen at minute {}", minute).c_str());
    open_before[static_cast<std::size_t>(minute) + 1] = open_before[static_cast<std::size_t>(minute)] + int{is_open};
    if (is_open) when_opened.push_back(minute + 1);
  }
  int next_change = -1;
  for (int minute = kMinutes - 1; minute > 0; --minute) {
    if (next_change > 0 && calendar.nextChange(minutes(minute)) != minutes(next_change)) {
      QFAIL(fmt::format("nextChange at minute {}", minute).c_str());
    }
    if (isOpen(minute) != isOpen(minute - 1)) next_change = minute;
  }
  for (int i = 0; i < 2000; ++i) {
    const int from = below(kMinutes);
    const int to = from + below(kMinutes - from);
    const int open = open_before[static_cast<std::size_t>(to)] - open_before[static_cast<std::size_t>(from)];
    QVERIFY(calendar.openTime(minutes(from), minutes(to)) == minutes(open));
    if (open == 0) continue;
    const auto reached = when_opened[static_cast<std::size_t>(open_before[static_cast<std::size_t>(from)] + open)];
    QVERIFY(calendar.afterOpenTime(minutes(from), minutes(open)) == minutes(reached));
  }
}

/// 273 years of shifts of eight hours and one tick past the last: no rounding, no drift.
void TestWorkCalendar::isExactAfterCenturies() {
  const WorkCalendar calendar =
      calendarOf(daily(R"("from": "06:00", "to": "14:00")") + R"(, "exceptions": [{"day": 99998, "open": false}])");
  const std::int64_t day = 99'999;
  QVERIFY(calendar.openTime(SimTime(), minutes(day * kDay_min)) == minutes((day - 1) * 480));
  QVERIFY(calendar.afterOpenTime(SimTime(), minutes((day - 1) * 480) + SimTime::fromTicks(1)) ==
          minutes(day * kDay_min + 360) + SimTime::fromTicks(1));
  QVERIFY(calendar.nextChange(minutes(99'997 * kDay_min + 840)) == minutes(day * kDay_min + 360));
  QVERIFY(calendar.nextChange(SimTime::fromTicks(SimTime::never().ticks() - 1)) == SimTime::never());
  QVERIFY(calendar.afterOpenTime(minutes(day), SimTime::never()) == SimTime::never());
}

void TestWorkCalendar::refuses_data() {
  QTest::addColumn<QString>("calendar");
  QTest::addColumn<QString>("start");
  QTest::addColumn<QString>("message");
  const auto shift = [](const char* fields) { return QString(R"("week": [{"days": ["mon"], %1}])").arg(fields); };
  QTest::newRow("text for a time")
      << shift(R"("from": "6:00", "to": "14:00")") << ""
      << "/calendars/0/week/0/from: \"6:00\" is no time of day; write \"06:00\" to \"24:00\"";
  QTest::newRow("25 o'clock") << shift(R"("from": "06:00", "to": "25:00")") << ""
                              << "/calendars/0/week/0/to: \"25:00\" is no time of day";
  QTest::newRow("after midnight") << shift(R"("from": "06:00", "to": "24:01")") << ""
                                  << "\"24:01\" is no time of day";
  QTest::newRow("nothing between") << shift(R"("from": "06:00", "to": "06:00")") << ""
                                   << "/calendars/0/week/0/to: it ends when it begins; for a whole day";
  QTest::newRow("unknown day") << R"("week": [{"days": ["munday"], "from": "06:00", "to": "14:00"}])"
                               << ""
                               << "/calendars/0/week/0/days/0: \"munday\" is not known here";
  QTest::newRow("never open") << R"("week": [])"
                              << ""
                              << "/calendars/0: calendar \"c\" has no open minute; give it a week of shifts";
  QTest::newRow("a break as long as its shift")
      << shift(R"("from": "06:00", "to": "07:00", "breaks": [{"from": "06:00", "to": "07:00"}])") << ""
      << "has no open minute";
  QTest::newRow("open only before the start") << R"("exceptions": [{"date": "2026-01-01", "open": true}])"
                                              << "2026-01-05"
                                              << "has no open minute";
  QTest::newRow("a date without a start")
      << shift(R"("from": "06:00", "to": "07:00")") + R"(, "exceptions": [{"date": "2026-12-24", "open": false}])"
      << ""
      << "/calendars/0/exceptions/0/date: the factory does not say at which date";
  QTest::newRow("no such date") << shift(R"("from": "06:00", "to": "07:00")") +
                                       R"(, "exceptions": [{"date": "2026-02-29", "open": false}])"
                                << "2026-01-05"
                                << "/calendars/0/exceptions/0/date: \"2026-02-29\" is no date";
  QTest::newRow("twice") << shift(R"("from": "06:00", "to": "07:00")") +
                                R"(, "exceptions": [{"day": 1, "days": 3, "open": false}, {"day": 3, "open": true}])"
                         << ""
                         << "/calendars/0/exceptions/1: day 3 (from 0) has two exceptions";
  QTest::newRow("no day") << shift(R"("from": "06:00", "to": "07:00")") + R"(, "exceptions": [{"open": false}])"
                          << ""
                          << "/calendars/0/exceptions/0: it is not clear which day differs";
  QTest::newRow("neither open nor shifts")
      << shift(R"("from": "06:00", "to": "07:00")") + R"(, "exceptions": [{"day": 2}])"
      << ""
      << "/calendars/0/exceptions/0: it is not clear when this day is open";
  QTest::newRow("centuries ahead") << shift(R"("from": "06:00", "to": "07:00")") +
                                          R"(, "exceptions": [{"date": "9999-01-01", "open": false}])"
                                   << "2026-01-05"
                                   << "/calendars/0/exceptions/0: it lies over 270 years after the start";
  QTest::newRow("a start that is none") << shift(R"("from": "06:00", "to": "07:00")") << "2026-01-05 06:00"
                                        << "/start: \"2026-01-05 06:00\" is no date and time; write";
}

/// Found when the factory is read or checked.
void TestWorkCalendar::refuses() {
  QFETCH(QString, calendar);
  QFETCH(QString, start);
  QFETCH(QString, message);
  Findings findings;
  try {
    findings = checkFactory(factoryWith(calendar.toStdString(), start.toStdString()));
  } catch (const InputError& error) {
    findings = error.findings();
  }
  QVERIFY(hasErrors(findings));
  QVERIFY2(QString::fromStdString(findings[0].text()).contains(message), findings[0].text().c_str());
}

void TestWorkCalendar::warnsOfStrayBreaks() {
  const Findings findings = checkCalendars(factoryWith(daily(
      R"("from": "06:00", "to": "14:00", "breaks": [{"from": "13:45", "to": "14:15"}, {"from": "12:00", "to": "12:15"}])")));
  QCOMPARE(findings.size(), std::size_t{1});
  QVERIFY(findings[0].severity == Severity::Warning);
  QCOMPARE(findings[0].place.pointer, std::string("/calendars/0/week/0/breaks/0"));
}

QTEST_APPLESS_MAIN(TestWorkCalendar)
#include "tst_work_calendar.moc"
