// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <variant>
#include <vector>

#include "core/store/project_file.h"

namespace mw::store {

/// A value as the database holds it; nothing where there is none.
using TableValue = std::variant<std::monostate, std::int64_t, double, std::string>;

/// A table that is promised to scripts, whatever lies behind it.
struct PromisedTable {
  std::string name;
  std::vector<std::string> columns;
};
/// results, design, signals, estimates, alerts, detections, surrogates, recommendations.
[[nodiscard]] const std::vector<PromisedTable>& promisedTables();

/// Reads a promised table row by row, never all of it at once: a log may have millions.
/// @param row  gets values in the order of the columns; may throw, which ends the reading
void readTable(ProjectFile& project, const PromisedTable& table,
               const std::function<void(std::span<const TableValue>)>& row);

}  // namespace mw::store
