// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <filesystem>
#include <limits>
#include <string>
#include <vector>

namespace mw {

/// The numbers of one column of a table, in the order of its rows.
struct CsvColumn {
  std::vector<double> values;
  std::size_t empty_cells = 0;  ///< rows that say nothing in this column; they have no value
};

struct CsvColumnOptions {
  double min = -std::numeric_limits<double>::infinity();  ///< smallest number allowed
  std::size_t max_values = 10'000'000;                    ///< longer columns are refused
  std::string too_long_cure = "give a part of the table";
};

/// Reads one column of a CSV file with a header; what stands in the others does not matter.
///
/// Columns are divided by comma, semicolon, tab or bar, whichever divides the header into names of which one is the
/// column. The decimal sign is a point; a comma where the column's first number with either sign has one and commas do
/// not divide. Empty cells and blank lines are no values; nan is an error, since it says that something went wrong.
///
/// @throws InputError for a file that cannot be read, a column that is not there (with the nearest name) or holds no
///         number, and with up to 20 findings at file:line:column for text, nan, inf and numbers below options.min
[[nodiscard]] CsvColumn readCsvColumn(const std::filesystem::path& file, const std::string& column,
                                      const CsvColumnOptions& options = {});

/// The names of the columns of such a file, as its header divides into most; without those that have none.
/// @throws InputError for a file that cannot be read or is empty
[[nodiscard]] std::vector<std::string> csvColumnNames(const std::filesystem::path& file);

}  // namespace mw
