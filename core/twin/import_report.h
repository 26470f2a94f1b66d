// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "core/base/csv_cells.h"
#include "core/base/error.h"
#include "core/base/json.h"
#include "core/twin/log.h"
#include "core/twin/log_segments.h"
#include "core/twin/row_queue.h"

namespace mw::twin {

/// What can be wrong in a CSV log. Those up to OpenQuote stop a strict import; the rest are reported.
enum class Defect {
  Text,              ///< text where a number belongs
  OtherDecimalSign,  ///< 1,5 where the decimal sign is a point, or the other way round
  GroupedDigits,     ///< 1 234 or 1.234,5
  OutOfRange,        ///< beyond a 64-bit float, as 1e999
  Infinite,          ///< inf
  NulByte,           ///< a zero byte within a number
  BadTime,           ///< the time cell is no stamp of the mapped kind, or empty
  MissingColumn,     ///< fewer cells than the header
  ExtraColumn,       ///< more cells than the header, and not empty
  TooLong,           ///< a line of more than 1 MiB
  OpenQuote,         ///< a quote that is never closed
  ClockBackwards,    ///< a stamp before the newest one kept: the row is left out
  DuplicateStamp,    ///< a stamp equal to the newest one kept: the row is left out
  RepeatedHeader,    ///< the header once more within the rows: left out
  CutLine            ///< the last line breaks off: left out
};
inline constexpr std::size_t kDefectCount = 15;

/// A defect of a cell as one of a log.
[[nodiscard]] Defect defectOf(CellDefect defect);

[[nodiscard]] bool stopsStrictImport(Defect defect);

/// One word or two as reports show it, e.g. "text in a number column".
[[nodiscard]] const std::string& defectName(Defect defect);

/// A log with what its file was like. Where the rows went elsewhere as they were read, the log has none; the numbers
/// beside it tell of them.
struct ImportReport {
  static constexpr std::size_t kMaxPlaces = 20;

  Log log;
  std::size_t rows_read = 0;          ///< rows of the file below the header, blank lines not counted
  std::size_t rows_kept = 0;          ///< rows of the log
  double duration_s = 0;              ///< from its first to its last; of segments, the sum
  std::vector<std::size_t> readings;  ///< values that are there, of each signal
  std::size_t missing_values = 0;     ///< empty cells and nan, in the rows kept
  std::array<std::size_t, kDefectCount> counts{};
  LateRows late;                                            ///< what became of rows within the window for late ones
  BackRows back_rows;                                       ///< how the clock goes back, whatever was made of it
  std::vector<LogSegment> segments;                         ///< the logs it was cut into, where that was asked for
  Findings places;                                          ///< the first 20 defects with file, line and column
  std::array<std::optional<Finding>, kDefectCount> firsts;  ///< the first of each kind

  [[nodiscard]] std::size_t count(Defect defect) const { return counts[static_cast<std::size_t>(defect)]; }
  [[nodiscard]] std::size_t defectTotal() const;
};

/// {"name","rows","rows_read","start_epoch_s","duration_s","signals":[{"name","unit","readings"}],"missing_values",
///  "defects":{NAME:count},"places":[...]}; with a window for late rows "late_rows" (LateRows), where the clock goes
///  back "back_rows" (BackRows), of a file that was cut "segments" ([LogSegment])
[[nodiscard]] Json toJson(const ImportReport& report);

/// The same in a few sentences.
[[nodiscard]] std::vector<std::string> inWords(const ImportReport& report);

}  // namespace mw::twin
