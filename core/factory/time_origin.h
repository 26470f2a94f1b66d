// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "core/base/error.h"
#include "core/base/json.h"
#include "core/base/sim_time.h"

namespace mw::factory {

/// What the calendar on the wall shows at simulated time 0: Monday 00:00 of no particular date, unless the factory says
/// "start": "2026-01-05T06:00". Local time without zones and daylight saving: every day has 24 hours.
struct TimeOrigin {
  std::optional<std::int64_t> date;  ///< days since 1970-01-01
  int weekday = 0;                   ///< of the day of time 0, 0 is Monday
  SimTime time_of_day;
};

/// Days from 1970-01-01 to "2026-12-24" (Gregorian); nothing when the text is no such date.
[[nodiscard]] std::optional<std::int64_t> parseDate(std::string_view text);

/// "06:00" or "06:00:30" as time since midnight, up to "24:00"; nothing when the text is no such time.
[[nodiscard]] std::optional<SimTime> parseClock(std::string_view text);

/// The origin of a factory, by its "start" (a date, or a date, T and a time). A finding when that is no such instant.
[[nodiscard]] TimeOrigin timeOrigin(const Json& factory, Findings& findings);

}  // namespace mw::factory
