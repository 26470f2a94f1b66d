// SPDX-License-Identifier: Apache-2.0
#include "core/twin/time_stamp.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <cmath>
#include <fmt/format.h>
#include <limits>

#include "core/base/text.h"

namespace mw::twin {
namespace {

constexpr std::int64_t kNsPerS = 1'000'000'000;

bool isDigit(char c) {
  return c >= '0' && c <= '9';
}

/// Reads fields off the front of a text.
class StampScanner {
 public:
  explicit StampScanner(std::string_view text) : text_(text) {}

  [[nodiscard]] bool atEnd() const { return text_.empty(); }
  [[nodiscard]] char peek() const { return text_.empty() ? '\0' : text_.front(); }
  bool take(char c) {
    if (peek() != c) return false;
    text_.remove_prefix(1);
    return true;
  }
  /// Exactly `count` digits within [low, high].
  bool digits(std::size_t count, int low, int high, int& value) {
    if (text_.size() < count) return false;
    value = 0;
    for (std::size_t i = 0; i < count; ++i) {
      if (!isDigit(text_[i])) return false;
      value = 10 * value + (text_[i] - '0');
    }
    text_.remove_prefix(count);
    return value >= low && value <= high;
  }
  /// One to `most` digits, no more of them following, within [low, high].
  bool number(std::size_t most, int low, int high, int& value) {
    std::size_t count = 0;
    while (count < text_.size() && isDigit(text_[count])) ++count;
    return count > 0 && count <= most && digits(count, low, high, value);
  }
  bool takeWord(std::string_view small_letters) {
    if (text_.size() < small_letters.size()) return false;
    for (std::size_t i = 0; i < small_letters.size(); ++i) {
      if ((text_[i] | 0x20) != small_letters[i]) return false;
    }
    text_.remove_prefix(small_letters.size());
    return true;
  }
  /// Digits of a fraction of a second in nanoseconds, at least one.
  bool fraction(std::int64_t& ns) {
    ns = 0;
    std::size_t count = 0;
    for (std::int64_t unit = kNsPerS / 10; isDigit(peek()); unit /= 10, ++count) {
      ns += unit * (peek() - '0');
      text_.remove_prefix(1);
    }
    return count > 0;
  }

 private:
  std::string_view text_;
};

bool scanDate(StampScanner& scanner, std::int64_t& days, bool& is_basic) {
  int year = 0;
  int month = 0;
  int day = 0;
  if (!scanner.digits(4, 1678, 2261, year)) return false;
  const char separator = scanner.peek();
  is_basic = separator != '-' && separator != '/';
  if (!is_basic && !scanner.take(separator)) return false;
  if (!scanner.digits(2, 1, 12, month)) return false;
  if (!is_basic && !scanner.take(separator)) return false;
  if (!scanner.digits(2, 1, 31, day)) return false;
  const std::chrono::year_month_day date{std::chrono::year(year), std::chrono::month(static_cast<unsigned>(month)),
                                         std::chrono::day(static_cast<unsigned>(day))};
  if (!date.ok()) return false;
  days = std::chrono::sys_days(date).time_since_epoch().count();
  return true;
}

/// 17.4.2025 or 4/17/2025.
bool scanDateOfDay(StampScanner& scanner, bool is_day_first, std::int64_t& days) {
  int year = 0;
  int month = 0;
  int day = 0;
  if (!scanner.number(2, 1, is_day_first ? 31 : 12, is_day_first ? day : month)) return false;
  const char separator = scanner.peek();
  if ((separator != '.' && separator != '/' && separator != '-') || !scanner.take(separator)) return false;
  if (!scanner.number(2, 1, is_day_first ? 12 : 31, is_day_first ? month : day)) return false;
  if (!scanner.take(separator) || !scanner.digits(4, 1678, 2261, year)) return false;
  const std::chrono::year_month_day date{std::chrono::year(year), std::chrono::month(static_cast<unsigned>(month)),
                                         std::chrono::day(static_cast<unsigned>(day))};
  if (!date.ok()) return false;
  days = std::chrono::sys_days(date).time_since_epoch().count();
  return true;
}

/// :mm[:ss[.fff]] behind the hour.
bool scanMinutes(StampScanner& scanner, bool wants_seconds, std::int64_t& seconds, std::int64_t& ns) {
  int minute = 0;
  int second = 0;
  if (!scanner.take(':') || !scanner.digits(2, 0, 59, minute)) return false;
  const bool has_seconds = scanner.take(':');
  if (wants_seconds && !has_seconds) return false;
  if (has_seconds) {
    if (!scanner.digits(2, 0, 59, second)) return false;
    if ((scanner.take('.') || scanner.take(',')) && !scanner.fraction(ns)) return false;
  }
  seconds += minute * 60 + second;
  return true;
}

/// 9:05, 17:00:08.5 or 5:00:08 PM.
bool scanDayClock(StampScanner& scanner, std::int64_t& seconds, std::int64_t& ns) {
  int hour = 0;
  std::int64_t rest_s = 0;
  if (!scanner.number(2, 0, 23, hour) || !scanMinutes(scanner, false, rest_s, ns)) return false;
  while (scanner.take(' ')) {
  }
  const bool is_morning = scanner.takeWord("am");
  const bool is_evening = !is_morning && scanner.takeWord("pm");
  if (is_morning || is_evening) {
    if (hour < 1 || hour > 12) return false;
    hour = hour % 12 + (is_evening ? 12 : 0);
  }
  seconds = hour * 3600 + rest_s;
  return true;
}

bool scanClock(StampScanner& scanner, bool is_basic, std::int64_t& seconds, std::int64_t& ns) {
  int hour = 0;
  int minute = 0;
  int second = 0;
  if (!scanner.digits(2, 0, 24, hour)) return false;
  if (!is_basic && !scanner.take(':')) return false;
  if (!scanner.digits(2, 0, 59, minute)) return false;
  const bool has_seconds = is_basic ? isDigit(scanner.peek()) : scanner.take(':');
  if (has_seconds) {
    if (!scanner.digits(2, 0, 60, second)) return false;
    if ((scanner.take('.') || scanner.take(',')) && !scanner.fraction(ns)) return false;
  }
  if (second == 60 && (hour != 23 || minute != 59)) return false;
  if (hour == 24 && (minute != 0 || second != 0 || ns != 0)) return false;
  seconds = hour * 3600 + minute * 60 + second;
  return true;
}

/// @param offset_s  stays as it is where the text ends
bool scanOffset(StampScanner& scanner, std::int64_t& offset_s) {
  if (scanner.atEnd()) return true;
  offset_s = 0;
  if (scanner.take('Z') || scanner.take('z')) return true;
  const bool is_west = scanner.take('-');
  if (!is_west && !scanner.take('+')) return false;
  int hour = 0;
  int minute = 0;
  if (!scanner.digits(2, 0, 18, hour)) return false;
  const bool has_colon = scanner.take(':');
  if ((has_colon || !scanner.atEnd()) && !scanner.digits(2, 0, 59, minute)) return false;
  offset_s = (is_west ? -1 : 1) * (hour * 3600 + minute * 60);
  return true;
}

/// Nanoseconds in one unit of a counted kind.
std::int64_t unitNs(TimeKind kind) {
  switch (kind) {
    case TimeKind::ElapsedMs:
    case TimeKind::EpochMs:
      return 1'000'000;
    case TimeKind::EpochUs:
      return 1'000;
    case TimeKind::EpochNs:
      return 1;
    default:
      return kNsPerS;
  }
}

std::optional<std::int64_t> nearestNs(double ns) {
  constexpr double kLimit_ns = 9.2e18;
  if (!(std::abs(ns) < kLimit_ns)) return std::nullopt;
  return std::llround(ns);
}

std::optional<std::int64_t> parseCounted(std::string_view text, std::int64_t unit_ns, char decimal) {
  std::string_view rest = text;
  const bool is_negative = !rest.empty() && rest.front() == '-';
  if (is_negative || (!rest.empty() && rest.front() == '+')) rest.remove_prefix(1);
  std::int64_t whole = 0;
  const std::int64_t limit = std::numeric_limits<std::int64_t>::max() / unit_ns - 1;
  std::size_t i = 0;
  for (; i < rest.size() && isDigit(rest[i]); ++i) {
    if (whole > (limit - 9) / 10) return std::nullopt;
    whole = 10 * whole + (rest[i] - '0');
  }
  bool has_digits = i > 0;
  std::int64_t ns = whole * unit_ns;
  if (i < rest.size() && rest[i] == decimal) {
    std::int64_t place_ns = unit_ns;
    for (++i; i < rest.size() && isDigit(rest[i]); ++i) {
      has_digits = true;
      place_ns /= 10;
      ns += place_ns * (rest[i] - '0');
    }
  }
  if (!has_digits) return std::nullopt;
  if (i == rest.size()) return is_negative ? -ns : ns;
  if (rest[i] != 'e' && rest[i] != 'E') return std::nullopt;
  std::string number(rest);
  std::replace(number.begin(), number.end(), decimal, '.');
  const auto value = parseNumber(number);
  if (!value) return std::nullopt;
  return nearestNs((is_negative ? -1.0 : 1.0) * *value * static_cast<double>(unit_ns));
}

std::optional<std::int64_t> parseDateOfDayNs(std::string_view text, bool is_day_first, int utc_offset_s) {
  StampScanner scanner(text);
  std::int64_t days = 0;
  std::int64_t seconds = 0;
  std::int64_t ns = 0;
  std::int64_t offset_s = utc_offset_s;
  if (!scanDateOfDay(scanner, is_day_first, days)) return std::nullopt;
  if (!scanner.atEnd()) {
    const bool has_gap = scanner.take(',') || scanner.peek() == ' ' || scanner.peek() == 'T';
    if (!has_gap) return std::nullopt;
    while (scanner.take(' ') || scanner.take('T')) {
    }
    if (!scanDayClock(scanner, seconds, ns) || !scanOffset(scanner, offset_s)) return std::nullopt;
  }
  if (!scanner.atEnd()) return std::nullopt;
  return (days * 86400 + seconds - offset_s) * kNsPerS + ns;
}

std::optional<std::int64_t> parseElapsedClockNs(std::string_view text) {
  StampScanner scanner(text);
  int hours = 0;
  std::int64_t seconds = 0;
  std::int64_t ns = 0;
  if (!scanner.number(6, 0, 999'999, hours) || !scanMinutes(scanner, true, seconds, ns) || !scanner.atEnd()) {
    return std::nullopt;
  }
  return (std::int64_t{3600} * hours + seconds) * kNsPerS + ns;
}

}  // namespace

const std::vector<std::string>& timeKindNames() {
  static const std::vector<std::string> kNames{"elapsed_s",   "elapsed_ms",    "epoch_s",   "epoch_ms",
                                               "epoch_us",    "epoch_ns",      "iso8601",   "day_first",
                                               "month_first", "elapsed_clock", "row_number"};
  return kNames;
}

const std::string& timeKindName(TimeKind kind) {
  return timeKindNames()[static_cast<std::size_t>(kind)];
}

std::optional<TimeKind> timeKindOf(std::string_view name) {
  const auto& names = timeKindNames();
  const auto found = std::find(names.begin(), names.end(), name);
  if (found == names.end()) return std::nullopt;
  return static_cast<TimeKind>(found - names.begin());
}

bool isAbsolute(TimeKind kind) {
  return kind != TimeKind::ElapsedS && kind != TimeKind::ElapsedMs && kind != TimeKind::ElapsedClock &&
         kind != TimeKind::RowNumber;
}

std::optional<std::int64_t> parseIso8601Ns(std::string_view text, int utc_offset_s) {
  StampScanner scanner(text);
  std::int64_t days = 0;
  std::int64_t seconds = 0;
  std::int64_t ns = 0;
  std::int64_t offset_s = utc_offset_s;
  bool is_basic = false;
  if (!scanDate(scanner, days, is_basic)) return std::nullopt;
  if (!scanner.atEnd()) {
    if (!scanner.take('T') && !scanner.take('t') && !scanner.take(' ')) return std::nullopt;
    if (!scanClock(scanner, is_basic, seconds, ns) || !scanOffset(scanner, offset_s)) return std::nullopt;
  }
  if (!scanner.atEnd()) return std::nullopt;
  return (days * 86400 + seconds - offset_s) * kNsPerS + ns;
}

std::optional<std::int64_t> parseStampNs(std::string_view text, TimeKind kind, char decimal, int utc_offset_s) {
  switch (kind) {
    case TimeKind::Iso8601:
      return parseIso8601Ns(text, utc_offset_s);
    case TimeKind::DayFirst:
    case TimeKind::MonthFirst:
      return parseDateOfDayNs(text, kind == TimeKind::DayFirst, utc_offset_s);
    case TimeKind::ElapsedClock:
      return parseElapsedClockNs(text);
    case TimeKind::RowNumber:
      return std::nullopt;
    default:
      return parseCounted(text, unitNs(kind), decimal);
  }
}

std::string utcOffsetText(int utc_offset_s) {
  const int minutes = std::abs(utc_offset_s) / 60;
  return fmt::format("{}{:02}:{:02}", utc_offset_s < 0 ? '-' : '+', minutes / 60, minutes % 60);
}

std::optional<int> parseUtcOffset(std::string_view text) {
  StampScanner scanner(text);
  std::int64_t offset_s = 0;
  if (text.empty() || !scanOffset(scanner, offset_s) || !scanner.atEnd()) return std::nullopt;
  return static_cast<int>(offset_s);
}

}  // namespace mw::twin
