// SPDX-License-Identifier: Apache-2.0
#include "core/report/csv_table.h"

namespace mw::report {

std::string harmless(std::string_view text) {
  constexpr std::string_view kBegins = "=+-@\t\r";
  const bool is_dangerous = !text.empty() && kBegins.find(text.front()) != std::string_view::npos;
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
