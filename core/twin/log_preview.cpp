// SPDX-License-Identifier: Apache-2.0
#include "core/twin/log_preview.h"

#include <algorithm>
#include <fmt/format.h>
#include <optional>

#include "core/base/csv_cells.h"
#include "core/twin/import_report.h"
#include "core/twin/log_binding.h"

namespace mw::twin {
namespace {

using Use = LogBinding::Use;

class Previewer {
 public:
  Previewer(const LogSample& sample, const LogMap& map)
      : sample_(sample), map_(map), binding_(map, cellsOf(sample.records.front()), Place{sample.file, "", 1, 1}) {
    for (const LogBinding::Column& column : binding_.columns()) {
      preview_.columns.push_back({column.name, LogPreview::Kind::Empty, column.use != Use::Ignored});
    }
  }

  LogPreview preview() {
    for (std::size_t i = map_.has_header ? 1 : 0; i < sample_.records.size(); ++i) addRow(sample_.records[i]);
    for (std::size_t i = 0; i < preview_.columns.size(); ++i) {
      const Use use = binding_.columns()[i].use;
      if (use == Use::Time || use == Use::Clock) preview_.columns[i].kind = LogPreview::Kind::Time;
    }
    return std::move(preview_);
  }

 private:
  const std::vector<std::string_view>& cellsOf(const LogSample::Record& record) {
    splitCells(record.text, map_.delimiter, record.text.find('"') != std::string::npos, cells_);
    return cells_;
  }

  void addRow(const LogSample::Record& record) {
    cellsOf(record);
    LogPreview::Row row{record.line, {}, {}};
    const std::size_t wanted = preview_.columns.size();
    const bool has_extra = std::any_of(cells_.begin() + static_cast<std::ptrdiff_t>(std::min(wanted, cells_.size())),
                                       cells_.end(), [](std::string_view cell) { return !trimmed(cell).empty(); });
    if (cells_.size() < wanted || has_extra) row.why = fmt::format("{} cells, wants {}", cells_.size(), wanted);
    if (cells_.size() > wanted && !has_extra) cells_.resize(wanted);
    for (std::size_t i = 0; i < cells_.size(); ++i) row.cells.push_back(cellAt(i));
    if (row.why.empty()) readStamp(row);
    preview_.rows.push_back(std::move(row));
  }

  LogPreview::Cell cellAt(std::size_t column) {
    const std::string_view text = cellText(cells_[column], scratch_);
    LogPreview::Cell cell{std::string(text), CellState::Ignored, {}};
    if (column >= preview_.columns.size()) {
      cell.state = CellState::Bad;
      cell.why = "more cells than the first line has";
      return cell;
    }
    const CellNumber number = parseCell(text, map_.decimal);
    LogPreview::Kind& kind = preview_.columns[column].kind;
    if (number.is_defect) {
      kind = LogPreview::Kind::Text;
    } else if (!number.is_missing && kind == LogPreview::Kind::Empty) {
      kind = LogPreview::Kind::Number;
    }
    switch (binding_.columns()[column].use) {
      case Use::Ignored:
        break;
      case Use::Time:
      case Use::Clock:
        cell.state = CellState::Stamp;
        break;
      case Use::Signal:
        cell.state = number.is_missing ? CellState::Missing : number.is_defect ? CellState::Bad : CellState::Number;
        if (number.is_defect) cell.why = fmt::format("not a number ({})", defectName(defectOf(number.defect)));
        break;
    }
    return cell;
  }

  void readStamp(LogPreview::Row& row) {
    const auto column = binding_.timeColumn();
    if (!column) return;
    const std::string_view text = binding_.stampText(cells_);
    const auto stamp_ns = binding_.stampNs(text, preview_.rows.size());
    if (!stamp_ns) {
      row.cells[*column].state = CellState::Bad;
      row.cells[*column].why = row.why =
          fmt::format("{} is no stamp of kind {}", shownCell(text), timeKindName(map_.time_kind));
    } else if (newest_ns_ && *stamp_ns <= *newest_ns_) {
      row.why = *stamp_ns == *newest_ns_ ? "the stamp of the row before once more" : "the clock goes backwards";
    } else {
      newest_ns_ = stamp_ns;
    }
  }

  const LogSample& sample_;
  const LogMap& map_;
  std::vector<std::string_view> cells_;
  LogBinding binding_;
  std::string scratch_;
  std::optional<std::int64_t> newest_ns_;
  LogPreview preview_;
};

}  // namespace

LogPreview previewOf(const LogSample& sample, const LogMap& map) {
  if (sample.records.empty()) return {};
  return Previewer(sample, map).preview();
}

}  // namespace mw::twin
