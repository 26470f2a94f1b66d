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

/// Counter-clockwise.
std::vector<Point> cornersOf(const Block& block) {
  std::vector<Point> corners;
  for (const auto& [x, y] : std::array<std::pair<int, int>, 4>{{{-1, -1}, {1, -1}, {1, 1}, {-1, 1}}}) {
    const double along_m = x * block.half_x_m;
    const double across_m = y * block.half_y_m;
    corners.push_back(block.center + Point{block.cos_yaw * along_m - block.sin_yaw * across_m,
                                           block.sin_yaw * along_m + block.cos_yaw * across_m});
  }
  return corners;
}

/// What of a convex polygon lies left of a line (Sutherland and Hodgman 1974).
std::vector<Point> leftOf(const std::vector<Point>& polygon, Point from, Point to) {
  const Point way = to - from;
  const auto side = [&](Point p) { return way.x_m * (p.y_m - from.y_m) - way.y_m * (p.x_m - from.x_m); };
  std::vector<Point> kept;
  for (std::size_t i = 0; i < polygon.size(); ++i) {
    const Point here = polygon[i];
    const Point next = polygon[(i + 1) % polygon.size()];
    const double side_here = side(here);
    const double side_next = side(next);
    if (side_here >= 0) kept.push_back(here);
    if ((side_here > 0 && side_next < 0) || (side_here < 0 && side_next > 0))
      kept.push_back(here + (next - here) * (side_here / (side_here - side_next)));
  }
  return kept;
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

std::vector<Clash> findClashes(std::span<const Block> moving, const BlockGrid& resting) {
  std::vector<Clash> found;
  for (const Block& block : moving) {
    for (const std::size_t i : resting.near(extentOf(block))) {
      const Block& other = resting.blocks()[i];
      if (block.owner == other.owner) continue;
      const double depth_m = overlap_m(block, other);
      if (depth_m > kClashTolerance_m)
        found.push_back({std::min(block.owner, other.owner), std::max(block.owner, other.owner), depth_m});
    }
  }
  return mergedByOwners(std::move(found));
}

ClashPlace middleOf(const Block& a, const Block& b) {
  const double z_m = (std::max(a.low_m, b.low_m) + std::min(a.high_m, b.high_m)) / 2;
  std::vector<Point> corners = cornersOf(a);
  const std::vector<Point> frame = cornersOf(b);
  for (std::size_t i = 0; i < frame.size() && !corners.empty(); ++i)
    corners = leftOf(corners, frame[i], frame[(i + 1) % frame.size()]);
  if (corners.empty()) return {(a.center + b.center) * 0.5, z_m};
  Point sum;
  for (const Point& corner : corners) sum = sum + corner;
  return {sum * (1 / static_cast<double>(corners.size())), z_m};
}

}  // namespace mw::layout
