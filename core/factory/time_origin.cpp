// SPDX-License-Identifier: Apache-2.0
#include "core/factory/time_origin.h"

#include <chrono>
#include <fmt/format.h>

namespace mw::factory {
namespace {

/// The digits text[at ... at + count) as a number.
std::optional<int> digits(std::string_view text, std::size_t at, std::size_t count) {
  if (at + count > text.size()) return std::nullopt;
  int number = 0;
  for (const char c : text.substr(at, count)) {
    if (c < '0' || c > '9') return std::nullopt;
    number = number * 10 + (c - '0');
  }
  return number;
}

}  // namespace

std::optional<std::int64_t> parseDate(std::string_view text) {
  using namespace std::chrono;
  if (text.size() != 10 || text[4] != '-' || text[7] != '-') return std::nullopt;
  const auto y = digits(text, 0, 4);
  const auto m = digits(text, 5, 2);
  const auto d = digits(text, 8, 2);
  if (!y || !m || !d) return std::nullopt;
  const year_month_day date(year(*y), month(static_cast<unsigned>(*m)), day(static_cast<unsigned>(*d)));
  if (!date.ok()) return std::nullopt;
  return sys_days(date).time_since_epoch().count();
}

std::optional<SimTime> parseClock(std::string_view text) {
  const bool has_seconds = text.size() == 8 && text[5] == ':';
  if ((text.size() != 5 && !has_seconds) || text[2] != ':') return std::nullopt;
  const auto h = digits(text, 0, 2);
  const auto m = digits(text, 3, 2);
  const auto s = has_seconds ? digits(text, 6, 2) : 0;
  if (!h || !m || !s || *m > 59 || *s > 59) return std::nullopt;
  const int since_midnight_s = (*h * 60 + *m) * 60 + *s;
  if (since_midnight_s > 86'400) return std::nullopt;
  return SimTime::fromTicks(since_midnight_s * SimTime::kTicksPerSecond);
}

TimeOrigin timeOrigin(const Json& factory, Findings& findings) {
  TimeOrigin origin;
  if (!factory.contains("start")) return origin;
  const auto& text = factory["start"].get_ref<const std::string&>();
  const auto date = parseDate(std::string_view(text).substr(0, 10));
  const auto clock = text.size() > 10 && text[10] == 'T' ? parseClock(std::string_view(text).substr(11))
                                                         : std::optional<SimTime>(SimTime());
  const bool is_whole = text.size() == 10 || (text.size() > 10 && text[10] == 'T');
  if (!date || !clock || !is_whole || *clock >= SimTime::fromTicks(86'400 * SimTime::kTicksPerSecond)) {
    findings.push_back({Severity::Error,
                        {"", "/start", 0, 0},
                        fmt::format("\"{}\" is no date and time", text),
                        "write \"2026-01-05T06:00\" or \"2026-01-05\""});
    return origin;
  }
  origin.date = date;
  origin.weekday = static_cast<int>(((*date + 3) % 7 + 7) % 7);  // 1970-01-01 was a Thursday
  origin.time_of_day = *clock;
  return origin;
}

}  // namespace mw::factory
