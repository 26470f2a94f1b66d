// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <filesystem>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

#include "core/base/error.h"
#include "core/base/progress.h"
#include "core/discovery/event_log.h"
#include "core/discovery/event_map.h"

namespace mw::discovery {

/// Why a row of the file is not in the log, or odd. Those up to Repeated leave the row out.
enum class RowDefect : std::uint8_t {
  FewCells,        ///< fewer cells than the map needs
  Unreadable,      ///< a quote that is never closed, a line of more than 1 MiB, text after a zero byte
  NoCase,          ///< empty cell
  NoActivity,      ///< empty cell
  NoResource,      ///< empty cell
  BadStart,        ///< no stamp of the mapped kind, or empty
  BadComplete,     ///< no stamp of the mapped kind, or empty
  EndBeforeStart,  ///< it completes before it starts
  Repeated,        ///< a row that is there already, cell by cell
  BadNumber,       ///< quantity or rejects hold no number, or one below 0: kept without it
  NoLength,        ///< it completes at the instant of its start: kept
  Overlapping      ///< its resource works on something else at its start: kept, the resource takes several at a time
};
inline constexpr std::size_t kRowDefects = 12;

/// As reports call it, e.g. "completes before it starts".
[[nodiscard]] const std::string& rowDefectName(RowDefect defect);
/// Whether such a row is left out.
[[nodiscard]] bool isRefused(RowDefect defect);

/// What a file was like.
struct ReadReport {
  std::size_t rows_read = 0;      ///< below the header, blank lines not counted
  std::size_t rows_used = 0;      ///< rows of the log
  std::size_t rows_filtered = 0;  ///< left out by the map's filters
  std::array<std::size_t, kRowDefects> counts{};
  std::array<std::optional<Finding>, kRowDefects> firsts;  ///< the first place of each
  std::vector<std::string> unread_columns;                 ///< columns that the map does not name
  bool has_offsets = false;                                ///< stamps say what they are ahead of UTC: read as written

  [[nodiscard]] std::size_t count(RowDefect defect) const { return counts[static_cast<std::size_t>(defect)]; }
  [[nodiscard]] std::size_t refused() const;
};

struct EventImport {
  EventLog log;
  EventMap map;                   ///< complete
  std::vector<std::string> said;  ///< what was guessed
  ReadReport report;
};

/// Reads an event log. Times are those on the wall clock: an offset from UTC is cut off, since shifts follow the clock
/// on the wall. Rows that can't be used are left out, counted, and the first of each kind located.
/// @param map  none: guessed
/// @throws InputError for a file or map that can't be read, where no row is left, and where more rows end before they
///         start than not (then start and complete are the wrong way round); Cancelled
/// @note holds the log in memory, some 80 bytes a row; a million rows take about 2 s
[[nodiscard]] EventImport readEventLog(const std::filesystem::path& file, const std::optional<EventMap>& map,
                                       const std::stop_token& stop = {}, const ProgressSink& progress = {});

}  // namespace mw::discovery
