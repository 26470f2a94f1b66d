// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "core/twin/log_map.h"
#include "core/twin/log_sample.h"

namespace mw::twin {

/// What a cell of a preview is, by the map and by its own text.
enum class CellState { Stamp, Number, Missing, Text, Ignored, Bad };

/// A sample as it will be read: every cell with its state, bad ones with the reason that the reader would give.
struct LogPreview {
  enum class Kind { Time, Number, Text, Empty };
  struct Column {
    std::string name;
    Kind kind = Kind::Empty;  ///< time by the map, else by what the cells hold
    bool is_used = false;     ///< as time or as a signal
  };
  struct Cell {
    std::string text;
    CellState state = CellState::Ignored;
    std::string why;  ///< of a bad one
  };
  struct Row {
    int line = 0;
    std::vector<Cell> cells;
    std::string why;  ///< the row is left out, and for what reason
  };
  std::vector<Column> columns;
  std::vector<Row> rows;
};

/// @param map  may be unfinished: what it does not say or names wrongly is shown as ignored
[[nodiscard]] LogPreview previewOf(const LogSample& sample, const LogMap& map);

}  // namespace mw::twin
