// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace mw::twin {

/// Column names of a header line: trimmed, unquoted, in UTF-8 (Latin-1 is converted), the second of equal names called
/// "name#2", the third "name#3". A nameless column has an empty name.
[[nodiscard]] std::vector<std::string> headerNames(const std::vector<std::string_view>& cells);

/// column1, column2, ... for a file without header.
[[nodiscard]] std::vector<std::string> numberedNames(std::size_t count);

/// A header such as "Temp [°C]" or "Temp (°C)" taken apart.
struct NameAndUnit {
  std::string name;
  std::string unit;  ///< empty where the header has none
};
[[nodiscard]] NameAndUnit nameAndUnit(const std::string& column);

}  // namespace mw::twin
