// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "core/discovery/event_map.h"
#include "core/twin/log_sample.h"

namespace mw::discovery {

/// The first rows of an event log as they will be read.
struct EventPreview {
  struct Column {
    std::string name;
    std::string role;  ///< key in M.json; empty: not read
  };
  struct Cell {
    std::string text;
    std::string why;  ///< it can't be read, and for what reason
  };
  struct Row {
    int line = 0;
    std::vector<Cell> cells;
    std::string why;  ///< the row is left out, and for what reason
  };
  std::vector<Column> columns;
  std::vector<Row> rows;
};

/// @param map  may be unfinished: roles without a column, and times of no known kind, are not looked at
[[nodiscard]] EventPreview previewOf(const twin::LogSample& sample, const EventMap& map);

}  // namespace mw::discovery
