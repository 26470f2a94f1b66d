// SPDX-License-Identifier: Apache-2.0
#include "core/discovery/event_preview.h"

#include <algorithm>
#include <fmt/format.h>

#include "core/base/csv_cells.h"
#include "core/discovery/wall_clock.h"

namespace mw::discovery {
namespace {

std::vector<EventPreview::Column> columnsOf(const twin::LogSample& sample, const EventMap& map, char delimiter) {
  std::vector<std::string_view> cells;
  splitCells(sample.records.front().text, delimiter, true, cells);
  std::vector<EventPreview::Column> columns;
  for (std::string& name : headerNames(cells)) columns.push_back({std::move(name), {}});
  const auto assign = [&columns](const std::string& name, const char* role) {
    const auto at = std::find_if(columns.begin(), columns.end(), [&](const auto& each) { return each.name == name; });
    if (!name.empty() && at != columns.end() && at->role.empty()) at->role = role;
  };
  for (const MapRole& role : mapRoles()) assign(map.*role.column, role.key);
  assign(map.kind, "kind");
  return columns;
}

bool isOneOf(const std::string& role, std::initializer_list<const char*> roles) {
  return std::find(roles.begin(), roles.end(), role) != roles.end();
}

/// Looks at one row after the other.
class RowReader {
 public:
  RowReader(const std::vector<EventPreview::Column>& columns, const EventMap& map, char delimiter)
      : columns_(columns), map_(map), delimiter_(delimiter) {}

  EventPreview::Row read(const twin::LogSample::Record& record) {
    EventPreview::Row row{record.line, {}, {}};
    start_.reset();
    complete_.reset();
    splitCells(record.text, delimiter_, true, cells_);
    for (std::size_t c = 0; c < columns_.size(); ++c) row.cells.push_back(cell(c, row.why));
    if (start_ && complete_ && *complete_ < *start_) {
      row.why = "completes before it starts";
      for (std::size_t c = 0; c < columns_.size(); ++c) {
        if (columns_[c].role == "complete") row.cells[c].why = row.why;
      }
    }
    return row;
  }

 private:
  EventPreview::Cell cell(std::size_t column, std::string& row_why) {
    const std::string& role = columns_[column].role;
    EventPreview::Cell cell;
    if (column < cells_.size()) cell.text = cellText(cells_[column], scratch_);
    if (isOneOf(role, {"case", "activity", "resource"}) && trimmed(cell.text).empty()) {
      cell.why = fmt::format("no {} in this row", role);
      row_why = cell.why;
    } else if (isOneOf(role, {"start", "complete"}) && map_.time_kind) {
      readStamp(role, cell);
      if (!cell.why.empty()) row_why = cell.why;
    } else if (isOneOf(role, {"quantity", "rejects", "order_quantity"})) {
      const CellNumber number = parseCell(cell.text, map_.decimal.value_or('.'));
      if (number.is_defect || number.value < 0) cell.why = shownCell(cell.text) + " is no number of pieces";
    }
    return cell;
  }

  void readStamp(const std::string& role, EventPreview::Cell& cell) {
    const auto at = wallClockNs(cell.text, *map_.time_kind, map_.decimal.value_or('.'));
    (role == "start" ? start_ : complete_) = at;
    if (!at) cell.why = fmt::format("{} is no stamp of kind {}", shownCell(cell.text), timeKindName(*map_.time_kind));
  }

  const std::vector<EventPreview::Column>& columns_;
  const EventMap& map_;
  char delimiter_;
  std::vector<std::string_view> cells_;
  std::string scratch_;
  std::optional<std::int64_t> start_;
  std::optional<std::int64_t> complete_;
};

}  // namespace

EventPreview previewOf(const twin::LogSample& sample, const EventMap& map) {
  EventPreview preview;
  if (sample.records.empty()) return preview;
  const char delimiter = map.delimiter.value_or(',');
  preview.columns = columnsOf(sample, map, delimiter);
  RowReader reader(preview.columns, map, delimiter);
  for (std::size_t i = 1; i < sample.records.size(); ++i) preview.rows.push_back(reader.read(sample.records[i]));
  return preview;
}

}  // namespace mw::discovery
