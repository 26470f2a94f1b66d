// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "core/layout/body.h"

namespace mw::layout {

/// Elements that one array may add. A mistyped count must not take the machine down.
inline constexpr int kMostCopies = 2000;

/// Where one copy of the selection goes: a turn about a point, then a shift.
struct CopyPlace {
  Point shift;
  double lift_m = 0;
  double turn_rad = 0;
  Point pivot;
};
[[nodiscard]] factory::Pose placed(const factory::Pose& pose, const CopyPlace& place);

/// A row (or grid) of copies: `columns` along x and `rows` along y, the original included, at these steps.
struct LinearArray {
  int columns = 2;
  int rows = 1;
  double step_x_m = 0;
  double step_y_m = 0;
};
/// A ring of copies, the original included, over an angle; a full turn leaves no copy on the original.
struct CircularArray {
  int count = 6;
  Point center;
  double angle_rad = 0;
};

/// Places of the copies, the original left out.
/// @param elements  how many each copy has @throws InputError when more than kMostCopies elements would come, naming
/// both numbers, or a count is below 1
[[nodiscard]] std::vector<CopyPlace> placesOf(const LinearArray& array, std::size_t elements);
[[nodiscard]] std::vector<CopyPlace> placesOf(const CircularArray& array, std::size_t elements);

}  // namespace mw::layout
