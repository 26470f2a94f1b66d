// SPDX-License-Identifier: Apache-2.0
#include "core/layout/copies.h"

#include <cmath>
#include <fmt/format.h>
#include <numbers>

namespace mw::layout {
namespace {

void requireRoom(double total, std::size_t elements) {
  const double added = (total - 1) * static_cast<double>(elements);
  if (added <= kMostCopies) return;
  throw InputError(Place{},
                   fmt::format("{:.0f} new elements are more than the {} an array may add", added, kMostCopies),
                   "choose smaller counts, or make several arrays");
}

void requireCount(int count) {
  if (count < 1) {
    throw InputError(Place{}, fmt::format("an array of {} is none", count), "choose at least 1, the original");
  }
}

}  // namespace

factory::Pose placed(const factory::Pose& pose, const CopyPlace& place) {
  if (place.turn_rad == 0)
    return {pose.x_m + place.shift.x_m, pose.y_m + place.shift.y_m, pose.z_m + place.lift_m, pose.yaw_rad};
  const Point at = place.pivot + turned(Point{pose.x_m, pose.y_m} - place.pivot, place.turn_rad) + place.shift;
  const double yaw_rad = std::remainder(pose.yaw_rad + place.turn_rad, 2 * std::numbers::pi);
  return {at.x_m, at.y_m, pose.z_m + place.lift_m, yaw_rad};
}

std::vector<CopyPlace> placesOf(const LinearArray& array, std::size_t elements) {
  requireCount(array.columns);
  requireCount(array.rows);
  requireRoom(static_cast<double>(array.columns) * array.rows, elements);
  std::vector<CopyPlace> places;
  for (int row = 0; row < array.rows; ++row) {
    for (int column = row == 0 ? 1 : 0; column < array.columns; ++column) {
      places.push_back({{column * array.step_x_m, row * array.step_y_m}, 0, 0, {}});
    }
  }
  return places;
}

std::vector<CopyPlace> placesOf(const CircularArray& array, std::size_t elements) {
  requireCount(array.count);
  requireRoom(array.count, elements);
  const bool is_full = std::abs(std::remainder(array.angle_rad, 2 * std::numbers::pi)) < 1e-9;
  const int steps = is_full ? array.count : std::max(1, array.count - 1);
  std::vector<CopyPlace> places;
  for (int i = 1; i < array.count; ++i) places.push_back({{}, 0, array.angle_rad * i / steps, array.center});
  return places;
}

}  // namespace mw::layout
