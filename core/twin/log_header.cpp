// SPDX-License-Identifier: Apache-2.0
#include "core/twin/log_header.h"

#include <fmt/format.h>

#include "core/base/csv_cells.h"

namespace mw::twin {
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
