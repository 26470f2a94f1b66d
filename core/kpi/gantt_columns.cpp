// SPDX-License-Identifier: Apache-2.0
#include "core/kpi/gantt_columns.h"

#include <algorithm>
#include <cmath>

#include "core/base/error.h"

namespace mw::kpi {
namespace {

void addShare(GanttColumns& columns, int column, factory::ElementState state, double share) {
  if (share <= 0) return;
  if (columns.mixed.empty() || columns.mixed.back().column != column) columns.mixed.push_back({column, 0, {}});
  ++columns.mixed.back().segments;
  columns.mixed.back().share[static_cast<std::size_t>(state)] += static_cast<float>(share);
}

/// One segment, in columns.
void addSegment(GanttColumns& columns, double x0, double x1, factory::ElementState state) {
  const int first_whole = static_cast<int>(std::ceil(x0));
  const int end_whole = static_cast<int>(std::floor(x1));
  if (first_whole > end_whole) {
    addShare(columns, end_whole, state, x1 - x0);
    return;
  }
  addShare(columns, first_whole - 1, state, first_whole - x0);
  if (end_whole > first_whole) columns.runs.push_back({first_whole, end_whole, state});
  addShare(columns, end_whole, state, x1 - end_whole);
}

}  // namespace

double GanttColumns::widthOf(factory::ElementState state) const {
  double width = 0;
  for (const Run& run : runs)
    if (run.state == state) width += run.end - run.begin;
  for (const Mixed& column : mixed) width += static_cast<double>(column.share[static_cast<std::size_t>(state)]);
  return width;
}

GanttColumns columnsOf(const GanttRow& row, double end_s, double from_s, double to_s, int n) {
  MW_REQUIRE(from_s < to_s && n >= 1);
  const double columns_per_s = n / (to_s - from_s);
  const double last_s = std::min(to_s, end_s);
  GanttColumns columns;
  for (std::size_t i = row.segmentAt(from_s); i < row.start_s.size() && row.start_s[i] < last_s; ++i) {
    const double segment_end_s = i + 1 < row.start_s.size() ? row.start_s[i + 1] : end_s;
    const double x0 = (std::max(row.start_s[i], from_s) - from_s) * columns_per_s;
    const double x1 = (std::min(segment_end_s, last_s) - from_s) * columns_per_s;
    if (x1 > x0) addSegment(columns, x0, std::min(x1, static_cast<double>(n)), row.state[i]);
  }
  return columns;
}

}  // namespace mw::kpi
