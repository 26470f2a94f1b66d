// SPDX-License-Identifier: Apache-2.0
#include "core/twin/time_stamp.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <cmath>
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

bool scanOffset(StampScanner& scanner, std::int64_t& offset_s) {
  offset_s = 0;
  if (scanner.atEnd() || scanner.take('Z') || scanner.take('z')) return true;
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

}  // namespace

const std::vector<std::string>& timeKindNames() {
  static const std::vector<std::string> kNames{"elapsed_s", "elapsed_ms", "epoch_s", "epoch_ms",
                                               "epoch_us",  "epoch_ns",   "iso8601"};
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
  return kind != TimeKind::ElapsedS && kind != TimeKind::ElapsedMs;
}

std::optional<std::int64_t> parseIso8601Ns(std::string_view text) {
  StampScanner scanner(text);
  std::int64_t days = 0;
  std::int64_t seconds = 0;
  std::int64_t ns = 0;
  std::int64_t offset_s = 0;
  bool is_basic = false;
  if (!scanDate(scanner, days, is_basic)) return std::nullopt;
  if (!scanner.atEnd()) {
    if (!scanner.take('T') && !scanner.take('t') && !scanner.take(' ')) return std::nullopt;
    if (!scanClock(scanner, is_basic, seconds, ns) || !scanOffset(scanner, offset_s)) return std::nullopt;
  }
  if (!scanner.atEnd()) return std::nullopt;
  return (days * 86400 + seconds - offset_s) * kNsPerS + ns;
}

std::optional<std::int64_t> parseStampNs(std::string_view text, TimeKind kind, char decimal) {
  if (kind == TimeKind::Iso8601) return parseIso8601Ns(text);
  return parseCounted(text, unitNs(kind), decimal);
}

}  // namespace mw::twin
