// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringList>
#include <string>
#include <vector>

#include "core/factory/factory.h"
#include "core/factory/time_origin.h"
#include "core/factory/work_calendar.h"

namespace mw::models {

/// What the clock on the wall shows at simulated times: date and time of day where the factory says when it starts, day
/// of the week and time where it has calendars alone, else what has gone by.
class RunClock {
 public:
  /// Shows what has gone by.
  RunClock() = default;
  /// Calendars with errors are left out; validation reports them.
  explicit RunClock(const factory::Factory& factory);

  /// "Tue 6 Jan 10:24:36", "Tue 10:24:36" or "28:24:36".
  [[nodiscard]] QString text(double t_s) const;
  /// Of the first calendar: "shift until 14:00", "closed until Wed 06:00"; empty without calendars.
  [[nodiscard]] QString shift(double t_s) const;
  /// The same of every calendar, a line each: "two-shifts: shift until 14:00".
  [[nodiscard]] QString shifts(double t_s) const;

 private:
  struct NamedCalendar {
    QString name;
    factory::WorkCalendar calendar;
  };
  [[nodiscard]] QString shiftOf(const factory::WorkCalendar& calendar, double t_s) const;
  [[nodiscard]] QString dayText(qint64 day) const;

  factory::TimeOrigin origin_;
  std::vector<NamedCalendar> calendars_;
  bool shows_days_ = false;
};

}  // namespace mw::models
