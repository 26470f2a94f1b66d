// SPDX-License-Identifier: Apache-2.0
#include "core/factory/calendar_reader.h"

#include <algorithm>
#include <array>
#include <fmt/format.h>
#include <optional>

#include "core/factory/time_origin.h"

namespace mw::factory {
namespace {

using Span = WorkCalendar::Span;
constexpr SimTime kDay = SimTime::fromTicks(86'400 * SimTime::kTicksPerSecond);
constexpr std::array<std::string_view, 7> kWeekdays = {"mon", "tue", "wed", "thu", "fri", "sat", "sun"};

class CalendarReader {
 public:
  CalendarReader(const TimeOrigin& origin, Findings& findings) : origin_(origin), findings_(findings) {}

  WorkCalendar read(const Json& calendar, const std::string& pointer) {
    WorkCalendar::Days days;
    const std::size_t before = findings_.size();
    if (calendar.contains("week")) readWeek(calendar["week"], pointer + "/week", days);
    if (calendar.contains("exceptions")) readExceptions(calendar["exceptions"], pointer + "/exceptions", days);
    const auto isError = [](const Finding& finding) { return finding.severity == Severity::Error; };
    const auto added = findings_.begin() + static_cast<std::ptrdiff_t>(before);
    if (std::any_of(added, findings_.end(), isError)) return {};
    WorkCalendar result(days, origin_.weekday, origin_.time_of_day);
    if (result.nextOpen(SimTime()) != SimTime::never()) return result;
    report(pointer, fmt::format("calendar \"{}\" has no open minute", calendar["id"].get<std::string>()),
           "give it a week of shifts: {\"days\": [\"mon\"], \"from\": \"06:00\", \"to\": \"14:00\"}");
    return {};
  }

 private:
  void report(const std::string& pointer, std::string cause, std::string cure, Severity severity = Severity::Error) {
    findings_.push_back({severity, {"", pointer, 0, 0}, std::move(cause), std::move(cure)});
  }

  std::optional<SimTime> clock(const Json& object, const char* key, const std::string& pointer) {
    const auto& text = object[key].get_ref<const std::string&>();
    const auto time = parseClock(text);
    if (!time)
      report(pointer + "/" + key, fmt::format("\"{}\" is no time of day", text), "write \"06:00\" to \"24:00\"");
    return time;
  }

  /// A span of times of day; one that does not end after it begins ends on the next day.
  std::optional<Span> span(const Json& object, const std::string& pointer) {
    const auto from = clock(object, "from", pointer);
    const auto to = clock(object, "to", pointer);
    if (!from || !to) return std::nullopt;
    if (*from == *to) {
      report(pointer + "/to", "it ends when it begins", "for a whole day write \"00:00\" to \"24:00\"");
      return std::nullopt;
    }
    if (*from == kDay) {
      report(pointer + "/from", "24:00 is the next day", "write \"00:00\" with the next day");
      return std::nullopt;
    }
    return Span{*from, *to > *from ? *to : *to + kDay};
  }

  /// A shift less its breaks.
  std::vector<Span> shift(const Json& object, const std::string& pointer) {
    const auto whole = span(object, pointer);
    std::vector<Span> open;
    if (whole) open.push_back(*whole);
    if (!object.contains("breaks")) return open;
    for (std::size_t i = 0; i < object["breaks"].size(); ++i) {
      const std::string child = fmt::format("{}/breaks/{}", pointer, i);
      auto pause = span(object["breaks"][i], child);
      if (!pause || !whole) continue;
      if (pause->from < whole->from && whole->to > kDay) *pause = {pause->from + kDay, pause->to + kDay};
      if (pause->from < whole->from || pause->to > whole->to) {
        report(child, "this break is not inside its shift", "move it, or remove it", Severity::Warning);
      }
      cutOut(open, *pause);
    }
    return open;
  }

  static void cutOut(std::vector<Span>& open, const Span& pause) {
    std::vector<Span> rest;
    for (const Span& each : open) {
      if (each.from < pause.from) rest.push_back({each.from, std::min(each.to, pause.from)});
      if (each.to > pause.to) rest.push_back({std::max(each.from, pause.to), each.to});
    }
    open = std::move(rest);
  }

  void readWeek(const Json& week, const std::string& pointer, WorkCalendar::Days& days) {
    for (std::size_t i = 0; i < week.size(); ++i) {
      const std::vector<Span> open = shift(week[i], fmt::format("{}/{}", pointer, i));
      for (const Json& name : week[i]["days"]) {
        const auto weekday = std::find(kWeekdays.begin(), kWeekdays.end(), name.get_ref<const std::string&>());
        auto& shifts = days.week[static_cast<std::size_t>(weekday - kWeekdays.begin())];
        shifts.insert(shifts.end(), open.begin(), open.end());
      }
    }
  }

  void readExceptions(const Json& exceptions, const std::string& pointer, WorkCalendar::Days& days) {
    for (std::size_t i = 0; i < exceptions.size(); ++i) {
      const std::string child = fmt::format("{}/{}", pointer, i);
      const auto first = firstDay(exceptions[i], child);
      const std::vector<Span> open = shiftsOf(exceptions[i], child);
      if (!first) continue;
      const auto count = exceptions[i].contains("days") ? exceptions[i]["days"].get<std::int64_t>() : 1;
      if (*first > WorkCalendar::kMaxDay - count) {
        report(child, "it lies over 270 years after the start", "name an earlier day");
        continue;
      }
      for (std::int64_t day = std::max<std::int64_t>(*first, -1); day < *first + count; ++day) {
        if (days.exceptions.emplace(day, open).second) continue;
        report(child, fmt::format("day {} (from 0) has two exceptions", day), "leave one of them");
        break;
      }
    }
  }

  std::optional<std::int64_t> firstDay(const Json& exception, const std::string& pointer) {
    if (exception.contains("day") == exception.contains("date")) {
      report(pointer, "it is not clear which day differs", "give either \"date\": \"2026-12-24\" or \"day\": 5");
      return std::nullopt;
    }
    if (exception.contains("day")) return exception["day"].get<std::int64_t>();
    const auto& text = exception["date"].get_ref<const std::string&>();
    const auto date = parseDate(text);
    if (!date) {
      report(pointer + "/date", fmt::format("\"{}\" is no date", text), "write \"2026-12-24\"");
      return std::nullopt;
    }
    if (!origin_.date) {
      report(pointer + "/date", "the factory does not say at which date it starts",
             "add \"start\": \"2026-01-05T06:00\" to the factory, or count the days: \"day\": 5");
      return std::nullopt;
    }
    return *date - *origin_.date;
  }

  std::vector<Span> shiftsOf(const Json& exception, const std::string& pointer) {
    std::vector<Span> open;
    if (exception.contains("open") == exception.contains("shifts")) {
      report(pointer, "it is not clear when this day is open", "give either \"open\": false or \"shifts\": [...]");
    } else if (exception.contains("open")) {
      if (exception["open"].get<bool>()) open.push_back({SimTime(), kDay});
    } else {
      for (std::size_t i = 0; i < exception["shifts"].size(); ++i) {
        const auto pieces = shift(exception["shifts"][i], fmt::format("{}/shifts/{}", pointer, i));
        open.insert(open.end(), pieces.begin(), pieces.end());
      }
    }
    return open;
  }

  const TimeOrigin& origin_;
  Findings& findings_;
};

}  // namespace

WorkCalendar readCalendar(const Factory& factory, const std::string& id, Findings& findings) {
  const Json& calendars = factory.json()["calendars"];
  const TimeOrigin origin = timeOrigin(factory.json(), findings);
  const auto found =
      std::find_if(calendars.begin(), calendars.end(), [&](const Json& each) { return each["id"] == id; });
  return CalendarReader(origin, findings).read(*found, fmt::format("/calendars/{}", found - calendars.begin()));
}

Findings checkCalendars(const Factory& factory) {
  Findings findings;
  const TimeOrigin origin = timeOrigin(factory.json(), findings);
  if (!factory.json().contains("calendars")) return findings;
  const Json& calendars = factory.json()["calendars"];
  for (std::size_t i = 0; i < calendars.size(); ++i) {
    (void)CalendarReader(origin, findings).read(calendars[i], fmt::format("/calendars/{}", i));
  }
  return findings;
}

}  // namespace mw::factory
