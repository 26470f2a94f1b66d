// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace mw::twin {

/// How a log writes its stamps.
enum class TimeKind {
  ElapsedS,
  ElapsedMs,
  EpochS,
  EpochMs,
  EpochUs,
  EpochNs,
  Iso8601,
  DayFirst,      ///< 17.04.2025 17:00:08
  MonthFirst,    ///< 4/17/2025 5:00:08 PM
  ElapsedClock,  ///< 102:35:07.25
  RowNumber      ///< no stamps: rows are counted, one per second
};

/// Names as in M.json: elapsed_s, elapsed_ms, epoch_s, epoch_ms, epoch_us, epoch_ns, iso8601, day_first, month_first,
/// elapsed_clock, row_number.
[[nodiscard]] const std::vector<std::string>& timeKindNames();
[[nodiscard]] const std::string& timeKindName(TimeKind kind);
[[nodiscard]] std::optional<TimeKind> timeKindOf(std::string_view name);

/// Whether stamps of this kind count from 1970-01-01 UTC (else from a start that only the log knows).
[[nodiscard]] bool isAbsolute(TimeKind kind);

/// A date with time of day as nanoseconds since 1970-01-01 UTC, whatever the machine's locale and time zone.
///
/// Accepts 2025-04-17T17:00:08.123456789+02:00 and its shorter forms: T, t or space between date and time; year first
/// with - or / or nothing between (20250417T170008); seconds, fraction (. or , and any number of digits, those beyond
/// the ninth cut) and offset (Z, +hh, +hhmm, +hh:mm) may be absent; a date alone is its midnight. Without an offset the
/// stamp is read as of utc_offset_s. A leap second 23:59:60 is the following second. Years 1678 to 2261.
/// @returns nothing when any character is left over or a field is out of its range
/// @param utc_offset_s  what a clock there is ahead of UTC; 0 = it shows UTC
[[nodiscard]] std::optional<std::int64_t> parseIso8601Ns(std::string_view text, int utc_offset_s = 0);

/// One stamp of any kind in nanoseconds: since 1970 for absolute kinds, since the log's zero for elapsed ones. Digits
/// are scaled as integers, so 1700000000.123456789 keeps its nanosecond.
///
/// DayFirst and MonthFirst take one or two digits of day and month and four of the year, with . / or - between, then a
/// time of day as in parseIso8601Ns, with one or two digits of the hour and AM or PM where it says so. Whole numbers
/// and texts of another order are refused, never read as something else. RowNumber has no text.
/// @param utc_offset_s  of written dates that do not say theirs
/// @returns nothing when the text is not wholly such a stamp or outside +-292 years
[[nodiscard]] std::optional<std::int64_t> parseStampNs(std::string_view text, TimeKind kind, char decimal,
                                                       int utc_offset_s = 0);

/// "+02:00", as maps have it.
[[nodiscard]] std::string utcOffsetText(int utc_offset_s);
/// Reads "Z", "+02", "+0200" or "+02:00", up to 18 h; nothing for another text.
[[nodiscard]] std::optional<int> parseUtcOffset(std::string_view text);

}  // namespace mw::twin
