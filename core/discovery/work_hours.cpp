// SPDX-License-Identifier: Apache-2.0
#include "core/discovery/work_hours.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <map>

namespace mw::discovery {
namespace {

constexpr int kSlotsPerDay = 96;
const std::array<const char*, 7> kDayKeys{"mon", "tue", "wed", "thu", "fri", "sat", "sun"};
const std::array<const char*, 7> kDayNames{"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"};

std::string clockText(int slot) {
  return fmt::format("{:02}:{:02}", slot / 4, slot % 4 * 15);
}

factory::WorkCalendar calendarOf(const std::vector<std::vector<std::pair<int, int>>>& days, int first_weekday) {
  factory::WorkCalendar::Days compiled;
  for (std::size_t day = 0; day < 7; ++day) {
    for (const auto& [from, to] : days[day]) {
      compiled.week[day].push_back(
          {SimTime::fromSeconds(from * WorkHours::kSlot_s), SimTime::fromSeconds(to * WorkHours::kSlot_s)});
    }
  }
  return factory::WorkCalendar(compiled, first_weekday);
}

SimTime timeOf(double at_s) {
  return SimTime::fromSeconds(std::max(at_s, 0.0));
}

}  // namespace

WorkHours::WorkHours(int first_weekday) : WorkHours(std::bitset<kSlots>().set(), first_weekday) {}

WorkHours::WorkHours(std::bitset<kSlots> open, int first_weekday)
    : open_(open.none() ? open.set() : open),
      first_weekday_(first_weekday),
      calendar_(open_.all() ? factory::WorkCalendar() : calendarOf(days(), first_weekday)) {}

std::vector<std::vector<std::pair<int, int>>> WorkHours::days() const {
  std::vector<std::vector<std::pair<int, int>>> result(7);
  for (std::size_t day = 0; day < 7; ++day) {
    for (int slot = 0; slot < kSlotsPerDay; ++slot) {
      if (!open_[day * kSlotsPerDay + static_cast<std::size_t>(slot)]) continue;
      if (!result[day].empty() && result[day].back().second == slot) {
        ++result[day].back().second;
      } else {
        result[day].emplace_back(slot, slot + 1);
      }
    }
  }
  return result;
}

double WorkHours::openTime_s(double from_s, double to_s) const {
  return to_s > from_s ? calendar_.openTime(timeOf(from_s), timeOf(to_s)).seconds() : 0;
}

bool WorkHours::isOpen(double at_s) const {
  return calendar_.isOpen(timeOf(at_s));
}

double WorkHours::workedTime_s(double from_s, double to_s) const {
  if (isAlwaysOpen() || !(to_s > from_s)) return to_s - from_s;
  const SimTime from = timeOf(from_s);
  const SimTime to = timeOf(to_s);
  double closed_s = 0;
  SimTime closing =
      calendar_.isOpen(from) ? calendar_.nextChange(from) : calendar_.nextChange(calendar_.nextOpen(from));
  while (closing < to) {
    const SimTime opening = calendar_.nextOpen(closing);
    if (opening > to) break;
    closed_s += (opening - closing).seconds();
    closing = calendar_.nextChange(opening);
  }
  return to_s - from_s - closed_s;
}

Json WorkHours::weekJson() const {
  std::map<std::pair<int, int>, Json> shifts;
  const auto by_day = days();
  for (std::size_t day = 0; day < 7; ++day) {
    for (const auto& shift : by_day[day]) shifts[shift].push_back(kDayKeys[day]);
  }
  Json week = Json::array();
  for (auto& [shift, days_of_it] : shifts) {
    week.push_back({{"days", days_of_it}, {"from", clockText(shift.first)}, {"to", clockText(shift.second)}});
  }
  return week;
}

std::string WorkHours::inWords() const {
  if (isAlwaysOpen()) return "always";
  const auto by_day = days();
  std::vector<std::string> groups;
  for (std::size_t day = 0; day < 7;) {
    std::size_t end = day + 1;
    while (end < 7 && by_day[end] == by_day[day]) ++end;
    std::vector<std::string> shifts;
    for (const auto& [from, to] : by_day[day]) shifts.push_back(clockText(from) + "-" + clockText(to));
    const std::string names =
        end == day + 1 ? kDayNames[day] : fmt::format("{}-{}", kDayNames[day], kDayNames[end - 1]);
    if (!shifts.empty()) groups.push_back(fmt::format("{} {}", names, fmt::join(shifts, ", ")));
    day = end;
  }
  return fmt::format("{}", fmt::join(groups, "; "));
}

}  // namespace mw::discovery
