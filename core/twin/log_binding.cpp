// SPDX-License-Identifier: Apache-2.0
#include "core/twin/log_binding.h"

#include <algorithm>
#include <fmt/format.h>

#include "core/base/csv_cells.h"
#include "core/twin/json_walk.h"
#include "core/twin/log_header.h"

namespace mw::twin {
namespace {

constexpr std::int64_t kNsPerS = 1'000'000'000;

}  // namespace

LogBinding::LogBinding(const LogMap& map, const std::vector<std::string_view>& cells, const Place& place) : map_(map) {
  for (std::string& name : map.has_header ? headerNames(cells) : numberedNames(cells.size())) {
    columns_.push_back({std::move(name), Use::Ignored, 0});
  }
  if (map.time_kind != TimeKind::RowNumber) time_ = bind(map.time_column, Use::Time, 0, place);
  if (!map.clock_column.empty()) clock_ = bind(map.clock_column, Use::Clock, 0, place);
  for (std::size_t i = 0; i < map.columns.size(); ++i) bind(map.columns[i].column, Use::Signal, i, place);
}

std::vector<std::string> LogBinding::names() const {
  std::vector<std::string> names;
  for (const Column& column : columns_) names.push_back(column.name);
  return names;
}

std::optional<std::size_t> LogBinding::bind(const std::string& column, Use use, std::size_t signal,
                                            const Place& place) {
  const auto found = std::find_if(columns_.begin(), columns_.end(), [&](const Column& c) { return c.name == column; });
  if (found == columns_.end()) {
    findings_.push_back({Severity::Error, place, fmt::format("no column \"{}\"{}", column, suggestion(column, names())),
                         "check the header, the delimiter and the map"});
    return std::nullopt;
  }
  if (found->use != Use::Ignored) {
    findings_.push_back(
        {Severity::Error, place, fmt::format("column \"{}\" is mapped twice", column), "map each column once"});
    return std::nullopt;
  }
  found->use = use;
  found->signal = signal;
  return static_cast<std::size_t>(found - columns_.begin());
}

std::string_view LogBinding::stampText(const std::vector<std::string_view>& cells) {
  if (!time_) return {};
  const std::string_view text = cellText(cells[*time_], scratch_);
  if (!clock_) return text;
  joined_ = text;
  const std::string_view clock = cellText(cells[*clock_], scratch_);
  if (!joined_.empty() && !clock.empty()) joined_ += ' ';
  joined_ += clock;
  return joined_;
}

std::optional<std::int64_t> LogBinding::stampNs(std::string_view text, std::size_t row) const {
  if (map_.time_kind == TimeKind::RowNumber) return static_cast<std::int64_t>(row) * kNsPerS;
  return parseStampNs(text, map_.time_kind, map_.decimal, map_.utc_offset_s);
}

}  // namespace mw::twin
