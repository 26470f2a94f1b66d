// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

namespace mw::twin {

/// column1, column2, ... for a file without header.
[[nodiscard]] std::vector<std::string> numberedNames(std::size_t count);

/// A header such as "Temp [°C]" or "Temp (°C)" taken apart.
struct NameAndUnit {
  std::string name;
  std::string unit;  ///< empty where the header has none
};
[[nodiscard]] NameAndUnit nameAndUnit(const std::string& column);

}  // namespace mw::twin
