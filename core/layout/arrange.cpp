// SPDX-License-Identifier: Apache-2.0
#include "core/layout/arrange.h"

#include <algorithm>
#include <numeric>

namespace mw::layout {
namespace {

double edgeOf(const Extent& extent, Alignment alignment) {
  switch (alignment) {
    case Alignment::Left:
      return extent.low.x_m;
    case Alignment::Right:
      return extent.high.x_m;
    case Alignment::Top:
      return extent.high.y_m;
    case Alignment::Bottom:
      return extent.low.y_m;
    case Alignment::CenterX:
      return extent.center().x_m;
    case Alignment::CenterY:
      return extent.center().y_m;
  }
  return 0;
}

bool isAlongX(Alignment alignment) {
  return alignment == Alignment::Left || alignment == Alignment::Right || alignment == Alignment::CenterX;
}

/// A straight body's middle is its origin; said so, that equal lines give equal numbers without rounding.
double lineOf(const Body& body, Alignment alignment) {
  const bool is_middle = alignment == Alignment::CenterX || alignment == Alignment::CenterY;
  if (is_middle && body.path.empty()) return alignment == Alignment::CenterX ? body.pose.x_m : body.pose.y_m;
  return edgeOf(extentOf(body), alignment);
}

}  // namespace

std::vector<factory::Pose> aligned(std::span<const Body> bodies, std::size_t reference, Alignment alignment) {
  std::vector<factory::Pose> poses;
  const double goal_m = lineOf(bodies[reference], alignment);
  for (const Body& body : bodies) {
    factory::Pose pose = body.pose;
    double& moved_m = isAlongX(alignment) ? pose.x_m : pose.y_m;
    const double line_m = lineOf(body, alignment);
    moved_m = line_m == moved_m ? goal_m : moved_m + goal_m - line_m;
    poses.push_back(pose);
  }
  return poses;
}

std::vector<factory::Pose> distributed(std::span<const Body> bodies, Axis axis) {
  std::vector<factory::Pose> poses;
  std::vector<std::pair<double, double>> ranges;
  for (const Body& body : bodies) {
    poses.push_back(body.pose);
    const Extent extent = extentOf(body);
    ranges.push_back(axis == Axis::X ? std::pair(extent.low.x_m, extent.high.x_m)
                                     : std::pair(extent.low.y_m, extent.high.y_m));
  }
  if (bodies.size() < 3) return poses;
  std::vector<std::size_t> order(bodies.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  const auto middle = [&ranges](std::size_t i) { return ranges[i].first + ranges[i].second; };
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return middle(a) < middle(b); });
  double free_m = ranges[order.back()].second - ranges[order.front()].first;
  for (const auto& [low, high] : ranges) free_m -= high - low;
  const double gap_m = free_m / static_cast<double>(bodies.size() - 1);
  double next_m = ranges[order.front()].second + gap_m;
  for (std::size_t i = 1; i + 1 < order.size(); ++i) {
    const auto& [low, high] = ranges[order[i]];
    factory::Pose& pose = poses[order[i]];
    (axis == Axis::X ? pose.x_m : pose.y_m) += next_m - low;
    next_m += high - low + gap_m;
  }
  return poses;
}

}  // namespace mw::layout
