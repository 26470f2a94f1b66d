// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <vector>

#include "core/kpi/gantt.h"

namespace mw::kpi {

/// A row of a Gantt chart cut to what pixels can show, without losing time: every state keeps its exact width.
struct GanttColumns {
  /// Whole columns in one state, [begin, end).
  struct Run {
    int begin = 0;
    int end = 0;
    factory::ElementState state = factory::ElementState::Idle;
  };
  /// One column that more than one segment shares.
  struct Mixed {
    int column = 0;
    int segments = 0;
    std::array<float, factory::kElementStateCount> share{};  ///< of the column's width, sum at most 1
  };
  std::vector<Run> runs;     ///< ascending; neighbours of one state may be cut
  std::vector<Mixed> mixed;  ///< ascending

  /// Columns that a state takes in all.
  [[nodiscard]] double widthOf(factory::ElementState state) const;
};

/// @param from_s, to_s  what the columns span, from_s < to_s
/// @param n             columns, at least 1
/// @note O(log segments + segments in view)
[[nodiscard]] GanttColumns columnsOf(const GanttRow& row, double end_s, double from_s, double to_s, int n);

}  // namespace mw::kpi
