// SPDX-License-Identifier: Apache-2.0
#include "core/report/table.h"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <numeric>

#include "core/base/text.h"
#include "core/numerics/figures.h"

namespace mw::report {
namespace {

constexpr double kWholeBelow = 1e15;
/// Of a page, in columns; one of means with half widths takes a little more than a plain one.
constexpr double kPageWidth = 10;
constexpr double kPairWidth = 1.25;

/// A column, or one of means with that of its half widths.
struct ColumnGroup {
  std::size_t from;
  std::size_t columns;

  [[nodiscard]] double width() const { return columns == 2 ? kPairWidth : 1; }
};

bool saysNothing(const Table& table, const ColumnGroup& group, const char* nothing) {
  return std::ranges::all_of(table.rows, [&](const std::vector<Cell>& row) {
    for (std::size_t c = group.from; c < group.from + group.columns; ++c) {
      if (!row[c].text.empty() && row[c].text != nothing) return false;
    }
    return true;
  });
}

/// Behind the keys; a table without rows keeps all. @param zeros  gets the titles of what is zero everywhere
std::vector<ColumnGroup> groupsThatSay(const Table& table, std::size_t keys, std::vector<std::string>& zeros) {
  std::vector<ColumnGroup> groups;
  for (std::size_t c = keys; c < table.columns.size();) {
    const bool is_pair = c + 1 < table.columns.size() && table.columns[c + 1].isHalfWidth();
    const ColumnGroup group{c, is_pair ? std::size_t{2} : std::size_t{1}};
    c += group.columns;
    if (table.rows.empty()) {
      groups.push_back(group);
    } else if (saysNothing(table, group, "")) {
      continue;
    } else if (is_pair && saysNothing(table, group, "0")) {
      zeros.push_back(table.columns[group.from].name);
    } else {
      groups.push_back(group);
    }
  }
  return groups;
}

/// Some columns of a table, the rows that say something in them. @param number  of the piece, from 0
Table pieceOf(const Table& table, const std::vector<std::size_t>& columns, std::size_t number) {
  Table piece{table.id, table.title, {}, {}, {}, std::min(table.keys, columns.size())};
  if (number > 0) {
    piece.id += fmt::format("-{}", number + 1);
    piece.title += ", continued";
  }
  for (const std::size_t c : columns) piece.columns.push_back(table.columns[c]);
  for (const std::vector<Cell>& row : table.rows) {
    std::vector<Cell> picked;
    bool says = columns.size() == piece.keys;
    for (const std::size_t c : columns) {
      says = says || (picked.size() >= piece.keys && !row[c].text.empty());
      picked.push_back(row[c]);
    }
    if (says) piece.rows.push_back(std::move(picked));
  }
  return piece;
}

}  // namespace

std::vector<Table> pageTables(const Table& table) {
  const std::size_t keys = std::min(table.keys, table.columns.size());
  std::vector<std::string> zeros;
  const std::vector<ColumnGroup> groups = groupsThatSay(table, keys, zeros);
  std::vector<Table> pieces;
  for (std::size_t first = 0; first < groups.size() || pieces.empty();) {
    double width = static_cast<double>(keys);
    std::size_t last = first;
    std::vector<std::size_t> columns(keys);
    std::iota(columns.begin(), columns.end(), std::size_t{0});
    while (last < groups.size() && (last == first || width + groups[last].width() <= kPageWidth)) {
      width += groups[last].width();
      for (std::size_t c = 0; c < groups[last].columns; ++c) columns.push_back(groups[last].from + c);
      ++last;
    }
    pieces.push_back(pieceOf(table, columns, pieces.size()));
    first = last;
  }
  std::string& note = pieces.back().note;
  note = table.note;
  if (!zeros.empty()) note += fmt::format("{}Zero in all rows: {}.", note.empty() ? "" : " ", fmt::join(zeros, ", "));
  return pieces;
}

std::string shownIn(const Column& column, const Cell& cell) {
  return column.isHalfWidth() && !cell.text.empty() ? "± " + cell.shown() : cell.shown();
}

Cell textCell(std::string text) {
  return {std::move(text), false, {}};
}

Cell exactCell(double value) {
  if (!std::isfinite(value)) return {};
  return {numberText(value), true, {}};
}

Cell figureCell(double value) {
  if (value == 0) return {"0", true, {}};  // never -0
  const bool is_whole = std::nearbyint(value) == value && std::abs(value) < kWholeBelow;
  if (is_whole) return {fmt::format("{:.0f}", value), true, {}};
  Cell cell = exactCell(value);
  cell.rounded = numerics::figureText(value, 0);
  return cell;
}

void appendEstimate(std::vector<Cell>& row, const numerics::Estimate& estimate, double scale) {
  if (estimate.n == 0) {
    row.insert(row.end(), 2, Cell{});
    return;
  }
  if (!estimate.hasInterval() || estimate.half_width == 0) {
    row.push_back(figureCell(scale * estimate.mean));
    row.push_back(estimate.hasInterval() ? figureCell(0) : Cell{});
    return;
  }
  const numerics::Estimate scaled{scale * estimate.mean, scale * estimate.sd, scale * estimate.half_width, estimate.n};
  Cell mean = exactCell(scaled.mean);
  Cell half_width = exactCell(scaled.half_width);
  mean.rounded = numerics::figureText(scaled.mean, scaled.half_width);
  half_width.rounded = numerics::halfWidthText(scaled);
  row.push_back(std::move(mean));
  row.push_back(std::move(half_width));
}

}  // namespace mw::report
