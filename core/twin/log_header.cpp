// SPDX-License-Identifier: Apache-2.0
#include "core/twin/log_header.h"

#include <fmt/format.h>
#include <map>

#include "core/twin/csv_cells.h"

namespace mw::twin {
namespace {

/// Length of the UTF-8 sequence that starts here, 0 where there is none.
std::size_t sequenceLength(std::string_view text) {
  const auto first = static_cast<unsigned char>(text.front());
  const std::size_t length = first < 0x80                    ? 1
                             : first >= 0xC2 && first < 0xE0 ? 2
                             : first >= 0xE0 && first < 0xF0 ? 3
                             : first >= 0xF0 && first < 0xF5 ? 4
                                                             : 0;
  if (length == 0 || text.size() < length) return 0;
  for (std::size_t i = 1; i < length; ++i) {
    if ((static_cast<unsigned char>(text[i]) & 0xC0U) != 0x80U) return 0;
  }
  return length;
}

std::string asUtf8(std::string_view text) {
  bool is_utf8 = true;
  for (std::string_view rest = text; is_utf8 && !rest.empty();) {
    const std::size_t length = sequenceLength(rest);
    is_utf8 = length > 0;
    rest.remove_prefix(length);
  }
  if (is_utf8) return std::string(text);
  std::string converted;
  for (const char c : text) {
    const auto code = static_cast<unsigned char>(c);
    if (code < 0x80) {
      converted += c;
    } else {
      converted += static_cast<char>(0xC0U | (code >> 6U));
      converted += static_cast<char>(0x80U | (code & 0x3FU));
    }
  }
  return converted;
}

}  // namespace

std::vector<std::string> headerNames(const std::vector<std::string_view>& cells) {
  std::vector<std::string> names;
  std::map<std::string, int> seen;
  std::string scratch;
  for (const std::string_view cell : cells) {
    std::string name = asUtf8(cellText(cell, scratch));
    if (!name.empty()) {
      if (const int count = ++seen[name]; count > 1) name = fmt::format("{}#{}", name, count);
    }
    names.push_back(std::move(name));
  }
  return names;
}

std::vector<std::string> numberedNames(std::size_t count) {
  std::vector<std::string> names;
  for (std::size_t i = 1; i <= count; ++i) names.push_back(fmt::format("column{}", i));
  return names;
}

NameAndUnit nameAndUnit(const std::string& column) {
  for (const auto& [open, close] : {std::pair{'[', ']'}, std::pair{'(', ')'}}) {
    const std::size_t at = column.rfind(open);
    if (column.empty() || column.back() != close || at == std::string::npos || at == 0) continue;
    const std::string_view name = trimmed(std::string_view(column).substr(0, at));
    const std::string_view unit = trimmed(std::string_view(column).substr(at + 1, column.size() - at - 2));
    if (!name.empty()) return {std::string(name), std::string(unit)};
  }
  return {column, ""};
}

}  // namespace mw::twin
