// SPDX-License-Identifier: Apache-2.0
#include "core/layout/block_grid.h"

#include <algorithm>
#include <cmath>

namespace mw::layout {
namespace {

constexpr std::size_t kMostSquaresOfOne = 64;
constexpr std::size_t kMostColumns = 1024;
constexpr double kSmallestSquare_m = 0.5;

bool meet(const Extent& a, const Extent& b) {
  return a.low.x_m <= b.high.x_m && b.low.x_m <= a.high.x_m && a.low.y_m <= b.high.y_m && b.low.y_m <= a.high.y_m;
}

std::size_t columnOf(double at_m, double from_m, double square_m, std::size_t n) {
  const double column = std::floor((at_m - from_m) / square_m);
  return static_cast<std::size_t>(std::clamp(column, 0.0, static_cast<double>(n - 1)));
}

}  // namespace

Extent extentOf(const Block& block) {
  const double x_m = std::abs(block.cos_yaw) * block.half_x_m + std::abs(block.sin_yaw) * block.half_y_m;
  const double y_m = std::abs(block.sin_yaw) * block.half_x_m + std::abs(block.cos_yaw) * block.half_y_m;
  return {block.center - Point{x_m, y_m}, block.center + Point{x_m, y_m}};
}

BlockGrid::BlockGrid(std::vector<Block> blocks) : blocks_(std::move(blocks)) {
  if (blocks_.empty()) return;
  extents_.reserve(blocks_.size());
  for (const Block& block : blocks_) extents_.push_back(extentOf(block));
  whole_ = extents_.front();
  for (const Extent& extent : extents_) {
    whole_.low = {std::min(whole_.low.x_m, extent.low.x_m), std::min(whole_.low.y_m, extent.low.y_m)};
    whole_.high = {std::max(whole_.high.x_m, extent.high.x_m), std::max(whole_.high.y_m, extent.high.y_m)};
  }
  chooseSquares();
  sortIn();
}

/// About one block to a square, and none smaller than blocks are as a rule.
void BlockGrid::chooseSquares() {
  const Point size = whole_.high - whole_.low;
  double sides_m = 0;
  for (const Extent& extent : extents_)
    sides_m += std::max(extent.high.x_m - extent.low.x_m, extent.high.y_m - extent.low.y_m);
  const double n = static_cast<double>(blocks_.size());
  square_m_ = std::max({sides_m / n, std::sqrt(size.x_m * size.y_m / n), kSmallestSquare_m,
                        std::max(size.x_m, size.y_m) / static_cast<double>(kMostColumns)});
  n_columns_ = static_cast<std::size_t>(size.x_m / square_m_) + 1;
  n_rows_ = static_cast<std::size_t>(size.y_m / square_m_) + 1;
}

BlockGrid::Squares BlockGrid::squaresOf(const Extent& extent) const {
  return {columnOf(extent.low.x_m, whole_.low.x_m, square_m_, n_columns_),
          columnOf(extent.high.x_m, whole_.low.x_m, square_m_, n_columns_),
          columnOf(extent.low.y_m, whole_.low.y_m, square_m_, n_rows_),
          columnOf(extent.high.y_m, whole_.low.y_m, square_m_, n_rows_)};
}

void BlockGrid::sortIn() {
  std::vector<std::pair<std::size_t, std::uint32_t>> entries;  // square, block
  for (std::size_t i = 0; i < blocks_.size(); ++i) {
    const Squares squares = squaresOf(extents_[i]);
    const auto block = static_cast<std::uint32_t>(i);
    if ((squares.right - squares.left + 1) * (squares.high - squares.low + 1) > kMostSquaresOfOne) {
      wide_.push_back(block);
      continue;
    }
    for (std::size_t row = squares.low; row <= squares.high; ++row)
      for (std::size_t column = squares.left; column <= squares.right; ++column)
        entries.emplace_back(row * n_columns_ + column, block);
  }
  first_.assign(n_columns_ * n_rows_ + 1, 0);
  for (const auto& [square, block] : entries) ++first_[square + 1];
  for (std::size_t i = 1; i < first_.size(); ++i) first_[i] += first_[i - 1];
  sorted_.resize(entries.size());
  std::vector<std::uint32_t> next(first_.begin(), first_.end() - 1);
  for (const auto& [square, block] : entries) sorted_[next[square]++] = block;
}

std::vector<std::size_t> BlockGrid::near(const Extent& extent) const {
  std::vector<std::size_t> found;
  if (blocks_.empty() || !meet(extent, whole_)) return found;
  const auto take = [&](std::uint32_t block) {
    if (meet(extents_[block], extent)) found.push_back(block);
  };
  std::for_each(wide_.begin(), wide_.end(), take);
  const Squares squares = squaresOf(extent);
  for (std::size_t row = squares.low; row <= squares.high; ++row)
    for (std::size_t column = squares.left; column <= squares.right; ++column) {
      const std::size_t square = row * n_columns_ + column;
      for (std::uint32_t k = first_[square]; k < first_[square + 1]; ++k) take(sorted_[k]);
    }
  std::sort(found.begin(), found.end());
  found.erase(std::unique(found.begin(), found.end()), found.end());
  return found;
}

}  // namespace mw::layout
