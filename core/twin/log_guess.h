// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "core/base/error.h"
#include "core/twin/log_map.h"
#include "core/twin/log_sample.h"

namespace mw::twin {

/// What somebody knows better than any guess; the rest is guessed around it.
struct MapWishes {
  std::optional<char> delimiter;
  std::optional<char> decimal;
  std::optional<bool> has_header;
  std::optional<std::string> time_column;
  std::optional<std::string> clock_column;  ///< empty text: there is none
  std::optional<TimeKind> time_kind;
  int utc_offset_s = 0;  ///< nothing in a file tells it
  /// Of the text. The sample must have been read so.
  std::optional<TextEncoding> encoding = {};
  bool operator==(const MapWishes&) const = default;
};

/// A map read off the first lines of a file, with what was guessed in sentences for people.
struct GuessedMap {
  LogMap map;
  std::vector<std::string> said;
  std::optional<Finding> problem;  ///< why the map is unfinished
};

/// Guesses delimiter, decimal sign, header, time columns and kind, names and units.
///
/// Delimiter: of comma, semicolon, tab and bar the one that cuts most lines into as many cells as the first. Time
/// column: a column called like one (t, time, timestamp, datetime, date, ...), else the first, whose cells are all
/// stamps; where they are dates alone and another column holds times of day, both. Kind by the size of the numbers:
/// above 1e17 epoch_ns, 1e14 epoch_us, 1e11 epoch_ms, 1e8 epoch_s, else elapsed_s (elapsed_ms where the header says
/// [ms]); of dates that may be read with day or month first, day first, and said so. A column of which no cell is a
/// number is left out, unless it is needed: then its text is an error that the reader locates. How the text is written
/// (guessEncoding) is said where it is anything but UTF-8; the map names it only where it is wished, for the reader
/// guesses alike.
///
/// @param needed names of signals or columns that must be numbers (those a twin reads)
[[nodiscard]] GuessedMap guessLogMap(const LogSample& sample, std::span<const std::string> needed,
                                     const MapWishes& wishes);

/// The same of a file's first 200 lines.
/// @throws InputError when there is no delimiter, no time column or no row
[[nodiscard]] GuessedMap guessLogMap(const std::filesystem::path& file, std::span<const std::string> needed = {},
                                     const MapWishes& wishes = {});

}  // namespace mw::twin
