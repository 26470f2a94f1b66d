// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "core/base/error.h"
#include "core/factory/factory.h"
#include "core/factory/work_calendar.h"

namespace mw::factory {

/// The calendar of that id, which the factory has (references are checked when a factory is read).
///
///   "start": "2026-01-05T06:00",
///   "calendars": [{"id": "two-shifts",
///     "week": [{"days": ["mon", "tue", "wed", "thu", "fri"], "from": "06:00", "to": "14:00",
///               "breaks": [{"from": "10:00", "to": "10:15"}]},
///              {"days": ["mon", "tue", "wed", "thu"], "from": "22:00", "to": "06:00"}],
///     "exceptions": [{"date": "2026-12-24", "days": 3, "open": false},
///                    {"day": 5, "shifts": [{"from": "08:00", "to": "12:00"}]}]}]
///
/// A shift whose end is not after its beginning ends on the next day. A break is cut out of its own shift; in a shift
/// past midnight, break times before the shift's beginning are those of the next day. Shifts that overlap are one.
/// An exception replaces all shifts that begin on its day, by none ("open": false), the whole day ("open": true) or its
/// own; it holds for "days" days in a row. Days count from 0, the day of time 0; a "date" needs the factory's "start".
///
/// @param findings  receives an error for every text that is no time or date, an empty shift, a day excepted twice, a
///                  calendar that never opens; a warning for a break outside its shift
/// @returns always open when there was an error
[[nodiscard]] WorkCalendar readCalendar(const Factory& factory, const std::string& id, Findings& findings);

/// All findings of all calendars, and of the factory's "start".
[[nodiscard]] Findings checkCalendars(const Factory& factory);

}  // namespace mw::factory
