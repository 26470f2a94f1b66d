// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <span>
#include <string>
#include <vector>

#include "core/twin/log_map.h"

namespace mw::twin {

/// A map read off the first lines of a file, with what was guessed in sentences for people.
struct GuessedMap {
  LogMap map;
  std::vector<std::string> said;
};

/// Guesses delimiter, decimal sign, header, time column and kind, names and units from the first 200 lines.
///
/// Delimiter: of comma, semicolon, tab and bar the one that cuts most lines into as many cells as the first. Time
/// column: a column called like one (t, time, timestamp, datetime, date, ...), else the first, whose cells are all
/// stamps. Kind by the size of the numbers: above 1e17 epoch_ns, 1e14 epoch_us, 1e11 epoch_ms, 1e8 epoch_s, else
/// elapsed_s (elapsed_ms where the header says [ms]). A column of which no cell is a number is left out, unless it is
/// needed: then its text is an error that the reader locates.
///
/// @param needed names of signals or columns that must be numbers (those a twin reads)
/// @throws InputError when there is no delimiter, no time column or no row
[[nodiscard]] GuessedMap guessLogMap(const std::filesystem::path& file, std::span<const std::string> needed = {});

}  // namespace mw::twin
