// SPDX-License-Identifier: Apache-2.0
#include "core/twin/time_guess.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <cmath>

#include "core/base/csv_cells.h"
#include "core/twin/log_header.h"

namespace mw::twin {
namespace {

std::string lowerCase(std::string text) {
  std::transform(text.begin(), text.end(), text.begin(),
                 [](unsigned char c) { return static_cast<char>(c < 0x80 ? std::tolower(c) : c); });
  return text;
}

TimeKind kindOfSize(double size, const std::string& column) {
  if (size > 1e17) return TimeKind::EpochNs;
  if (size > 1e14) return TimeKind::EpochUs;
  if (size > 1e11) return TimeKind::EpochMs;
  if (size > 1e8) return TimeKind::EpochS;
  const std::string unit = lowerCase(nameAndUnit(column).unit);
  return unit == "ms" || lowerCase(column).ends_with("_ms") ? TimeKind::ElapsedMs : TimeKind::ElapsedS;
}

/// In a short sample one cell may be another.
template <class Is>
bool nineInTen(std::span<const std::string> cells, Is is) {
  const auto count = static_cast<std::size_t>(std::count_if(cells.begin(), cells.end(), is));
  return count > 0 && (10 * count >= 9 * cells.size() || (count > 1 && cells.size() - count == 1));
}

bool areOfKind(std::span<const std::string> cells, TimeKind kind, char decimal) {
  return nineInTen(cells, [&](const std::string& cell) { return parseStampNs(cell, kind, decimal).has_value(); });
}

bool hasHour(const std::string& cell) {
  return cell.find(':') != std::string::npos;
}

}  // namespace

bool isTimeName(const std::string& column) {
  static const std::array<const char*, 19> kNames{
      "t",    "time",        "timestamp", "time_stamp", "datetime", "date_time", "date",  "ts",    "t_s",    "time_s",
      "zeit", "zeitstempel", "epoch",     "unixtime",   "time_ms",  "t_ms",      "datum", "clock", "uhrzeit"};
  const std::string name = lowerCase(nameAndUnit(column).name);
  return std::find(kNames.begin(), kNames.end(), name) != kNames.end();
}

std::optional<TimeKind> timeKindOfColumn(std::span<const std::string> cells, const std::string& column, char decimal) {
  for (const std::string& cell : cells) {
    const CellNumber number = parseCell(cell, decimal);
    if (number.is_missing) continue;
    const bool may_be_date = cell.size() >= 8 && (number.is_defect || isTimeName(column));
    if (may_be_date && areOfKind(cells, TimeKind::Iso8601, decimal)) return TimeKind::Iso8601;
    if (number.is_defect) continue;
    const TimeKind counted = kindOfSize(std::abs(number.value), column);
    return areOfKind(cells, counted, decimal) ? std::optional(counted) : std::nullopt;
  }
  for (const TimeKind kind : {TimeKind::DayFirst, TimeKind::MonthFirst, TimeKind::ElapsedClock}) {
    if (areOfKind(cells, kind, decimal)) return kind;
  }
  return std::nullopt;
}

bool isDayOrMonthFirst(std::span<const std::string> cells) {
  return areOfKind(cells, TimeKind::DayFirst, '.') && areOfKind(cells, TimeKind::MonthFirst, '.') &&
         std::none_of(cells.begin(), cells.end(),
                      [](const std::string& cell) { return cell.find('.') < std::min(cell.find(':'), cell.size()); });
}

bool areDatesAlone(std::span<const std::string> cells, TimeKind kind) {
  const bool is_date = kind == TimeKind::Iso8601 || kind == TimeKind::DayFirst || kind == TimeKind::MonthFirst;
  return is_date && std::none_of(cells.begin(), cells.end(), [](const std::string& cell) {
           return hasHour(cell) || cell.find('T') != std::string::npos;
         });
}

bool areClockTimes(std::span<const std::string> cells) {
  return nineInTen(cells, [](const std::string& cell) {
    return hasHour(cell) && cell.size() <= 24 && parseStampNs("1970-01-01 " + cell, TimeKind::Iso8601, '.').has_value();
  });
}

}  // namespace mw::twin
