// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/run_clock.h"

#include <QCoreApplication>
#include <QDate>
#include <QLocale>
#include <array>
#include <cmath>

#include "core/factory/calendar_reader.h"
#include "ui/models/figure_format.h"

namespace mw::models {
namespace {

constexpr qint64 kDay_s = 86400;

QString tr(const char* text) {
  return QCoreApplication::translate("clock", text);
}

/// Days and seconds since the midnight before time 0.
std::pair<qint64, qint64> wallTime(const factory::TimeOrigin& origin, double t_s) {
  const auto whole_s = static_cast<qint64>(std::floor(t_s + origin.time_of_day.seconds()));
  return {whole_s / kDay_s, whole_s % kDay_s};
}

QString timeOfDay(qint64 second, bool with_seconds) {
  const QString text = QStringLiteral("%1:%2")
                           .arg(second / 3600, 2, 10, QLatin1Char('0'))
                           .arg(second / 60 % 60, 2, 10, QLatin1Char('0'));
  return with_seconds ? text + QStringLiteral(":%1").arg(second % 60, 2, 10, QLatin1Char('0')) : text;
}

}  // namespace

RunClock::RunClock(const factory::Factory& factory) {
  Findings findings;
  origin_ = factory::timeOrigin(factory.json(), findings);
  const Json& json = factory.json();
  if (json.contains("calendars") && json["calendars"].is_array()) {
    for (const Json& calendar : json["calendars"]) {
      const auto id = calendar["id"].get<std::string>();
      Findings own;
      factory::WorkCalendar read = factory::readCalendar(factory, id, own);
      if (!hasErrors(own)) calendars_.push_back({QString::fromStdString(id), std::move(read)});
    }
  }
  shows_days_ = origin_.date.has_value() || !calendars_.empty();
}

QString RunClock::dayText(qint64 day) const {
  const std::array names = {tr("Mon"), tr("Tue"), tr("Wed"), tr("Thu"), tr("Fri"), tr("Sat"), tr("Sun")};
  QString text = names[static_cast<std::size_t>((origin_.weekday + day) % 7)];
  if (origin_.date) {
    const QDate date = QDate(1970, 1, 1).addDays(*origin_.date + day);
    text += QLatin1Char(' ') + QLocale().toString(date, QStringLiteral("d MMM"));
  }
  return text;
}

QString RunClock::text(double t_s) const {
  if (!shows_days_) return clockText(t_s, true);
  const auto [day, second] = wallTime(origin_, t_s);
  return dayText(day) + QLatin1Char(' ') + timeOfDay(second, true);
}

QString RunClock::shiftOf(const factory::WorkCalendar& calendar, double t_s) const {
  const SimTime now = SimTime::fromSeconds(t_s);
  const SimTime next = calendar.nextChange(now);
  const bool is_open = calendar.isOpen(now);
  if (next == SimTime::never()) return is_open ? tr("always open") : tr("closed for good");
  const auto [day, second] = wallTime(origin_, next.seconds());
  QString until = timeOfDay(second, false);
  if (day != wallTime(origin_, t_s).first) until = dayText(day).section(' ', 0, 0) + QLatin1Char(' ') + until;
  return (is_open ? tr("shift until %1") : tr("closed until %1")).arg(until);
}

QString RunClock::shift(double t_s) const {
  return calendars_.empty() ? QString() : shiftOf(calendars_.front().calendar, t_s);
}

QString RunClock::shifts(double t_s) const {
  QStringList lines;
  for (const NamedCalendar& each : calendars_) {
    lines << QStringLiteral("%1: %2").arg(each.name, shiftOf(each.calendar, t_s));
  }
  return lines.join(QLatin1Char('\n'));
}

}  // namespace mw::models
