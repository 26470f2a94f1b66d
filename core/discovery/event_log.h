// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <limits>
#include <string>
#include <vector>

namespace mw::discovery {

using Index = std::uint32_t;
inline constexpr Index kNone = std::numeric_limits<Index>::max();

/// What a row of an event log says that was done.
enum class RowKind : std::uint8_t { Work, Setup, Breakdown };

/// One row: somebody or something worked on a case from start to complete.
struct EventRow {
  Index case_index = 0;  ///< in EventLog::cases, and so on
  Index activity = 0;
  Index resource = 0;
  Index part = kNone;
  Index worker = kNone;
  RowKind kind = RowKind::Work;
  double start_s = 0;  ///< on the wall clock, since midnight of the log's first day
  double complete_s = 0;
  double quantity = 0;        ///< pieces that the row finished; NaN where it does not say
  double order_quantity = 0;  ///< pieces of the whole case; NaN where it does not say
  double rejects = 0;         ///< pieces found bad; NaN where it does not say
  int line = 0;               ///< of the file
};

/// An event log as a value: rows in order of start, with names kept once.
struct EventLog {
  std::vector<std::string> cases;
  std::vector<std::string> activities;
  std::vector<std::string> resources;
  std::vector<std::string> parts;
  std::vector<std::string> workers;
  std::vector<EventRow> rows;
  std::int64_t first_day = 0;  ///< days from 1970-01-01
  bool has_date = false;       ///< false: stamps count from a zero that only the log knows
  double end_s = 0;            ///< latest instant that is written in it

  /// Weekday of the first day, 0 is Monday (a log without dates begins on a Monday).
  [[nodiscard]] int firstWeekday() const;
};

/// "2012-01-02" of days since 1970-01-01 (Gregorian).
[[nodiscard]] std::string dateText(std::int64_t day);

/// "2012-01-30 07:15" of an instant of the log; "day 3 07:15" where it has no dates.
[[nodiscard]] std::string instantText(const EventLog& log, double at_s);

}  // namespace mw::discovery
