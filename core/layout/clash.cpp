// SPDX-License-Identifier: Apache-2.0
#include "core/layout/clash.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>

namespace mw::layout {
namespace {

double reach_m(const Block& block, double axis_x, double axis_y) {
  return std::abs(axis_x * block.cos_yaw + axis_y * block.sin_yaw) * block.half_x_m +
         std::abs(axis_y * block.cos_yaw - axis_x * block.sin_yaw) * block.half_y_m;
}

/// Upright rectangle of a block and where it is in the list.
struct Span {
  double x_low, x_high, y_low, y_high;
  std::size_t block;
};

std::vector<Span> spansOf(std::span<const Block> blocks) {
  std::vector<Span> spans;
  spans.reserve(blocks.size());
  for (std::size_t i = 0; i < blocks.size(); ++i) {
    const Point c = blocks[i].center;
    const double x_m = reach_m(blocks[i], 1, 0);
    const double y_m = reach_m(blocks[i], 0, 1);
    spans.push_back({c.x_m - x_m, c.x_m + x_m, c.y_m - y_m, c.y_m + y_m, i});
  }
  std::sort(spans.begin(), spans.end(), [](const Span& a, const Span& b) { return a.x_low < b.x_low; });
  return spans;
}

/// One entry per pair of owners, with the deepest overlap of their blocks.
std::vector<Clash> mergedByOwners(std::vector<Clash> found) {
  std::sort(found.begin(), found.end(),
            [](const Clash& one, const Clash& other) { return std::pair(one.a, one.b) < std::pair(other.a, other.b); });
  std::vector<Clash> merged;
  for (const Clash& clash : found) {
    if (!merged.empty() && merged.back().a == clash.a && merged.back().b == clash.b) {
      merged.back().depth_m = std::max(merged.back().depth_m, clash.depth_m);
    } else {
      merged.push_back(clash);
    }
  }
  return merged;
}

}  // namespace

double overlap_m(const Block& a, const Block& b) {
  if (std::min(a.high_m, b.high_m) - std::max(a.low_m, b.low_m) <= 0) return 0;
  const Point apart = b.center - a.center;
  const std::array<Point, 4> axes = {
      {{a.cos_yaw, a.sin_yaw}, {-a.sin_yaw, a.cos_yaw}, {b.cos_yaw, b.sin_yaw}, {-b.sin_yaw, b.cos_yaw}}};
  double least_m = std::numeric_limits<double>::infinity();
  for (const Point& axis : axes) {
    const double gap_m = std::abs(apart.x_m * axis.x_m + apart.y_m * axis.y_m);
    const double depth_m = reach_m(a, axis.x_m, axis.y_m) + reach_m(b, axis.x_m, axis.y_m) - gap_m;
    if (depth_m <= 0) return 0;
    least_m = std::min(least_m, depth_m);
  }
  return least_m;
}

std::vector<Clash> findClashes(std::span<const Block> blocks, ClashPairs pairs, const std::vector<bool>& is_moving) {
  const std::vector<Span> spans = spansOf(blocks);
  const auto moves = [&](std::size_t owner) { return owner < is_moving.size() && is_moving[owner]; };
  std::vector<Clash> found;
  for (std::size_t i = 0; i < spans.size(); ++i) {
    const Block& a = blocks[spans[i].block];
    for (std::size_t j = i + 1; j < spans.size() && spans[j].x_low < spans[i].x_high; ++j) {
      if (spans[j].y_low >= spans[i].y_high || spans[j].y_high <= spans[i].y_low) continue;
      const Block& b = blocks[spans[j].block];
      if (a.owner == b.owner) continue;
      if (pairs == ClashPairs::MovingWithResting && moves(a.owner) == moves(b.owner)) continue;
      const double depth_m = overlap_m(a, b);
      if (depth_m > kClashTolerance_m)
        found.push_back({std::min(a.owner, b.owner), std::max(a.owner, b.owner), depth_m});
    }
  }
  return mergedByOwners(std::move(found));
}

}  // namespace mw::layout
