// SPDX-License-Identifier: Apache-2.0
#include "core/discovery/event_log.h"

#include <chrono>
#include <cmath>
#include <fmt/format.h>

namespace mw::discovery {

int EventLog::firstWeekday() const {
  if (!has_date) return 0;
  return static_cast<int>(((first_day + 3) % 7 + 7) % 7);  // 1970-01-01 was a Thursday
}

std::string dateText(std::int64_t day) {
  const std::chrono::year_month_day date{std::chrono::sys_days{std::chrono::days{day}}};
  return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(date.year()), static_cast<unsigned>(date.month()),
                     static_cast<unsigned>(date.day()));
}

std::string instantText(const EventLog& log, double at_s) {
  const auto minutes = static_cast<std::int64_t>(std::floor(at_s / 60));
  const std::int64_t day = minutes >= 0 ? minutes / 1440 : (minutes - 1439) / 1440;
  const std::int64_t of_day = minutes - day * 1440;
  const std::string date = log.has_date ? dateText(log.first_day + day) : fmt::format("day {}", day);
  return fmt::format("{} {:02}:{:02}", date, of_day / 60, of_day % 60);
}

}  // namespace mw::discovery
