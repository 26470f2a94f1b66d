// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/twin/import_report.h"

namespace mw::twin {

/// Text without the blanks and tabs around it.
[[nodiscard]] std::string_view trimmed(std::string_view text);

/// Splits a record at the delimiter; a delimiter within double quotes does not count. Views include the quotes.
void splitCells(std::string_view record, char delimiter, bool has_quote, std::vector<std::string_view>& cells);

/// What a cell says: without blanks around it and without its quotes ("" within quotes is one quote).
/// @param scratch keeps the text where it had to be rewritten
[[nodiscard]] std::string_view cellText(std::string_view cell, std::string& scratch);

/// A number of a log, or why it is none. Independent of locale, never a prefix of the text.
struct CellNumber {
  double value;             ///< NaN for a missing value and for every defect
  bool is_missing = false;  ///< empty or nan
  bool is_defect = false;
  Defect defect = Defect::Text;
};

/// @param text from cellText(); @param decimal '.' or ','
[[nodiscard]] CellNumber parseCell(std::string_view text, char decimal);

}  // namespace mw::twin
