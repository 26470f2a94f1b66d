// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <optional>
#include <stop_token>

#include "core/base/progress.h"
#include "core/twin/import_report.h"
#include "core/twin/log_blocks.h"
#include "core/twin/log_map.h"

namespace mw::twin {

struct ImportOptions {
  /// False: the first 20 things that stop a strict import are collected and thrown. True: such cells count as missing,
  /// rows without a stamp or with the wrong number of cells are left out, and the report counts each kind.
  bool keeps_going = false;
  std::optional<TextEncoding> encoding = {};  ///< of the file's text, whatever its map says
  std::stop_token stop = {};
  ProgressSink progress = {};  ///< in bytes
  double late_window_s = 0;    ///< rows may come this late: they are put in order (RowQueue); infinite sorts all
  /// Rows that are later than that: false: they are left out; true: a new segment begins there (streamLog alone).
  bool cuts_segments = false;
  /// More numbers are not kept waiting for late rows: 320 MB, some eight million rows of four signals.
  std::size_t most_waiting_numbers = 40'000'000;
};

/// Reads a CSV file as a log, block by block. Nothing is invented: an empty cell or nan is a missing value, everything
/// else must be a number to its last character, in the decimal sign of the map, whatever the machine's locale and time
/// zone.
///
/// Time must grow: a row whose stamp is not after the newest one kept is left out and counted (the first is kept),
/// unless it is within options.late_window_s of it. With options.cuts_segments a stamp before that window begins a log
/// of its own, whose blocks follow under the next name (segmentName). Memory: a block of rows, those within that
/// window, and a piece of the file, however long it is. About a million rows of four columns per second.
///
/// @param sink  takes the rows; when this throws, what it was given is not to be kept
/// @returns what the file was like, and the log, named after the file, without its rows
/// @throws InputError for a file that cannot be read, that becomes shorter meanwhile, a mapped column that is not in
/// the
///         header, a file without rows, too many segments or rows within the window, and, unless options.keeps_going,
///         for defects; Cancelled when stopped; whatever the sink throws
[[nodiscard]] ImportReport streamLog(const std::filesystem::path& file, const LogMap& map, const ImportOptions& options,
                                     const LogBlockSink& sink);

/// The same with all rows in the report's log, eight bytes per value, and never in segments.
[[nodiscard]] ImportReport readLog(const std::filesystem::path& file, const LogMap& map,
                                   const ImportOptions& options = {});

}  // namespace mw::twin
