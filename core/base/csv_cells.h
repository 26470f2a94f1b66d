// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace mw {

/// Why a cell is no number.
enum class CellDefect {
  Text,              ///< text where a number belongs
  OtherDecimalSign,  ///< 1,5 where the decimal sign is a point, or the other way round
  GroupedDigits,     ///< 1 234 or 1.234,5
  OutOfRange,        ///< beyond a 64-bit float, as 1e999
  Infinite,          ///< inf
  NulByte            ///< a zero byte within a number
};

/// Text without the blanks and tabs around it.
[[nodiscard]] std::string_view trimmed(std::string_view text);

/// Splits a record at the delimiter; a delimiter within double quotes does not count. Views include the quotes.
void splitCells(std::string_view record, char delimiter, bool has_quote, std::vector<std::string_view>& cells);

/// What a cell says: without blanks around it and without its quotes ("" within quotes is one quote).
/// @param scratch keeps the text where it had to be rewritten
[[nodiscard]] std::string_view cellText(std::string_view cell, std::string& scratch);

/// A cell's text for a message: quoted, short, and printable.
[[nodiscard]] std::string shownCell(std::string_view text);

/// The 1-based column of a place within a record, in characters of UTF-8.
[[nodiscard]] int characterColumn(std::string_view record, const char* at);

/// Whether all of it is well-formed UTF-8.
[[nodiscard]] bool isUtf8(std::string_view text);

/// The names of a header line: trimmed, unquoted, in UTF-8 (Latin-1 is converted), the second of equal names called
/// "name#2", the third "name#3". A nameless column has an empty name.
[[nodiscard]] std::vector<std::string> headerNames(const std::vector<std::string_view>& cells);

/// A number of a table, or why it is none. Independent of locale, never a prefix of the text.
struct CellNumber {
  double value;             ///< NaN for a missing value and for every defect
  bool is_missing = false;  ///< empty or nan
  bool is_defect = false;
  CellDefect defect = CellDefect::Text;
};

/// @param text from cellText(); @param decimal '.' or ','
[[nodiscard]] CellNumber parseCell(std::string_view text, char decimal);

}  // namespace mw
