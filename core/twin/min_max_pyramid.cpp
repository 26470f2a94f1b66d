// SPDX-License-Identifier: Apache-2.0
#include "core/twin/min_max_pyramid.h"

#include <algorithm>
#include <limits>

#include "core/base/error.h"

namespace mw::twin {
namespace {

constexpr std::size_t kStretch = 1U << 18U;  // values between two calls

void take(MinMaxPyramid::Range& range, const MinMaxPyramid::Range& other) {
  range.min = std::min(range.min, other.min);
  range.max = std::max(range.max, other.max);
}

}  // namespace

MinMaxPyramid::MinMaxPyramid(std::span<const double> values,
                             const std::function<void(std::size_t first, std::size_t last)>& behind) {
  std::vector<Range> level;
  level.reserve(values.size() / kBlock + 1);
  std::size_t told = 0;
  for (std::size_t i = 0; i < values.size(); i += kBlock) {
    const auto block = values.subspan(i, std::min(kBlock, values.size() - i));
    const auto [low, high] = std::minmax_element(block.begin(), block.end());
    level.push_back({*low, *high});
    if (!behind || i - told < kStretch) continue;
    behind(told, i);
    told = i;
  }
  if (behind) behind(told, values.size());
  while (!level.empty()) {
    levels_.push_back(std::move(level));
    const std::vector<Range>& below = levels_.back();
    level.clear();
    if (below.size() <= kBlock) break;
    for (std::size_t i = 0; i < below.size(); i += kBlock) {
      Range range = below[i];
      for (std::size_t j = i + 1; j < std::min(i + kBlock, below.size()); ++j) take(range, below[j]);
      level.push_back(range);
    }
  }
}

MinMaxPyramid::Range MinMaxPyramid::range(std::span<const double> values, std::size_t first, std::size_t last) const {
  MW_REQUIRE(first < last && last <= values.size());
  // Whole blocks are told without a look at their values.
  Range range{std::numeric_limits<double>::infinity(), -std::numeric_limits<double>::infinity()};
  const auto takeValues = [&](std::size_t from, std::size_t to) {
    for (std::size_t i = from; i < to; ++i) take(range, {values[i], values[i]});
  };
  std::size_t low = (first + kBlock - 1) / kBlock;  // whole blocks of the level are [low, high)
  std::size_t high = last / kBlock;
  if (low >= high) {
    takeValues(first, last);
    return range;
  }
  takeValues(first, low * kBlock);
  takeValues(high * kBlock, last);
  for (const std::vector<Range>& level : levels_) {
    const std::size_t low_above = (low + kBlock - 1) / kBlock;
    const std::size_t high_above = high / kBlock;
    const bool is_last = &level == &levels_.back() || low_above >= high_above;
    const std::size_t left_end = is_last ? high : low_above * kBlock;
    for (std::size_t i = low; i < left_end; ++i) take(range, level[i]);
    if (is_last) break;
    for (std::size_t i = high_above * kBlock; i < high; ++i) take(range, level[i]);
    low = low_above;
    high = high_above;
  }
  return range;
}

}  // namespace mw::twin
