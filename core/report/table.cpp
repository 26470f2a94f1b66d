// SPDX-License-Identifier: Apache-2.0
#include "core/report/table.h"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>

#include "core/base/text.h"

namespace mw::report {
namespace {

constexpr double kNoExponentBelow = 1e15;
constexpr int kDigits = 6;
constexpr std::size_t kPageColumns = 9;

}  // namespace

std::vector<Table> pageTables(const Table& table) {
  if (table.columns.size() <= kPageColumns) return {table};
  const std::size_t keys = std::min(table.keys, kPageColumns - 2);
  const std::size_t step = (kPageColumns - keys) / 2 * 2;
  std::vector<Table> pieces;
  for (std::size_t from = table.keys; from < table.columns.size(); from += step) {
    const std::size_t to = std::min(from + step, table.columns.size());
    Table piece{table.id, table.title, {}, {}, {}, keys};
    if (!pieces.empty()) {
      piece.id += fmt::format("-{}", pieces.size() + 1);
      piece.title += ", continued";
    }
    const auto pick = [&](const auto& whole) {
      auto part = std::vector(whole.begin(), whole.begin() + static_cast<std::ptrdiff_t>(keys));
      part.insert(part.end(), whole.begin() + static_cast<std::ptrdiff_t>(from),
                  whole.begin() + static_cast<std::ptrdiff_t>(to));
      return part;
    };
    piece.columns = pick(table.columns);
    for (const std::vector<Cell>& row : table.rows) piece.rows.push_back(pick(row));
    if (to == table.columns.size()) piece.note = table.note;
    pieces.push_back(std::move(piece));
  }
  return pieces;
}

Cell textCell(std::string text) {
  return {std::move(text), false};
}

Cell figureCell(double value) {
  if (!std::isfinite(value)) return {};
  if (value == 0) return {"0", true};  // never -0
  const double size = std::abs(value);
  const bool is_whole = std::nearbyint(value) == value && size < kNoExponentBelow;
  if (is_whole || (size >= 1e6 && size < kNoExponentBelow)) return {fmt::format("{:.0f}", value), true};
  return {fmt::format("{:.{}g}", value, kDigits), true};
}

Cell exactCell(double value) {
  if (!std::isfinite(value)) return {};
  return {numberText(value), true};
}

void appendEstimate(std::vector<Cell>& row, const numerics::Estimate& estimate, double scale) {
  const bool has_mean = estimate.n > 0;
  row.push_back(has_mean ? figureCell(scale * estimate.mean) : Cell{});
  row.push_back(has_mean && estimate.hasInterval() ? figureCell(scale * estimate.half_width) : Cell{});
}

}  // namespace mw::report
