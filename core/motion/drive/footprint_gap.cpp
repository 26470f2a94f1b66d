// SPDX-License-Identifier: Apache-2.0
#include "core/motion/drive/footprint_gap.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

namespace mw::motion {
namespace {

using Corner = std::array<double, 2>;

std::array<Corner, 4> cornersOf(const Footprint& box) {
  const double c = std::cos(box.pose.yaw_rad);
  const double s = std::sin(box.pose.yaw_rad);
  std::array<Corner, 4> corners{};
  constexpr std::array<Corner, 4> kSigns{{{1, 1}, {-1, 1}, {-1, -1}, {1, -1}}};
  for (std::size_t i = 0; i < 4; ++i) {
    const double along_m = kSigns[i][0] * box.half_length_m;
    const double across_m = kSigns[i][1] * box.half_width_m;
    corners[i] = {box.pose.x_m + along_m * c - across_m * s, box.pose.y_m + along_m * s + across_m * c};
  }
  return corners;
}

/// Along the axes of a: the largest distance, below zero where they overlap along both.
double apartAlongAxesOf_m(const Footprint& a, const std::array<Corner, 4>& b) {
  const double c = std::cos(a.pose.yaw_rad);
  const double s = std::sin(a.pose.yaw_rad);
  double apart_m = -std::numeric_limits<double>::infinity();
  const std::array<std::array<double, 3>, 2> axes{{{c, s, a.half_length_m}, {-s, c, a.half_width_m}}};
  for (const auto& [x, y, half_m] : axes) {
    double low_m = std::numeric_limits<double>::infinity();
    double high_m = -low_m;
    for (const Corner& corner : b) {
      const double at_m = (corner[0] - a.pose.x_m) * x + (corner[1] - a.pose.y_m) * y;
      low_m = std::min(low_m, at_m);
      high_m = std::max(high_m, at_m);
    }
    apart_m = std::max({apart_m, low_m - half_m, -half_m - high_m});
  }
  return apart_m;
}

/// Of the corners from a box that they are outside of.
double nearestCorner_m(const Footprint& box, const std::array<Corner, 4>& corners) {
  const double c = std::cos(box.pose.yaw_rad);
  const double s = std::sin(box.pose.yaw_rad);
  double nearest_m = std::numeric_limits<double>::infinity();
  for (const Corner& corner : corners) {
    const double dx = corner[0] - box.pose.x_m;
    const double dy = corner[1] - box.pose.y_m;
    const double out_x_m = std::max(0.0, std::abs(dx * c + dy * s) - box.half_length_m);
    const double out_y_m = std::max(0.0, std::abs(dy * c - dx * s) - box.half_width_m);
    nearest_m = std::min(nearest_m, std::hypot(out_x_m, out_y_m));
  }
  return nearest_m;
}

}  // namespace

double Footprint::radius_m() const {
  return std::sqrt(half_length_m * half_length_m + half_width_m * half_width_m);
}

bool isNear(const Footprint& a, const Footprint& b, double within_m) {
  const double reach_m = a.radius_m() + b.radius_m() + within_m;
  const double dx = a.pose.x_m - b.pose.x_m;
  const double dy = a.pose.y_m - b.pose.y_m;
  return dx * dx + dy * dy <= reach_m * reach_m;
}

double gap_m(const Footprint& a, const Footprint& b) {
  if (a.bottom_m >= b.top_m || b.bottom_m >= a.top_m) return std::numeric_limits<double>::infinity();
  const std::array<Corner, 4> of_a = cornersOf(a);
  const std::array<Corner, 4> of_b = cornersOf(b);
  const double apart_m = std::max(apartAlongAxesOf_m(a, of_b), apartAlongAxesOf_m(b, of_a));
  if (apart_m <= 0) return apart_m;
  return std::min(nearestCorner_m(a, of_b), nearestCorner_m(b, of_a));
}

}  // namespace mw::motion
