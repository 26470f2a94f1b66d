// SPDX-License-Identifier: Apache-2.0
#include "core/report/csv_table.h"

#include <algorithm>
#include <array>

namespace mw::report {

std::string harmless(std::string_view text) {
  using namespace std::string_view_literals;
  constexpr std::array kBegins = {"="sv,  "+"sv,  "-"sv,  "@"sv,  "\t"sv, "\r"sv,
                                  "\n"sv, "\0"sv, "＝"sv, "＋"sv, "－"sv, "＠"sv};
  const bool is_dangerous =
      std::ranges::any_of(kBegins, [text](std::string_view begin) { return text.starts_with(begin); });
  return (is_dangerous ? "'" : "") + std::string(text);
}

std::string csvText(std::string_view text) {
  const std::string plain = harmless(text);
  if (plain.find_first_of(",\"\n\r") == std::string::npos) return plain;
  std::string quoted = "\"";
  for (const char c : plain) {
    if (c == '"') quoted += '"';
    quoted += c;
  }
  return quoted + '"';
}

std::string csvCell(const Cell& cell) {
  return cell.is_number ? cell.text : csvText(cell.text);
}

std::string csv(const Table& table) {
  std::string text;
  for (const Column& column : table.columns) text += (text.empty() ? "" : ",") + csvText(column.heading());
  text += '\n';
  for (const std::vector<Cell>& row : table.rows) {
    for (std::size_t i = 0; i < row.size(); ++i) text += (i > 0 ? "," : "") + csvCell(row[i]);
    text += '\n';
  }
  return text;
}

}  // namespace mw::report
