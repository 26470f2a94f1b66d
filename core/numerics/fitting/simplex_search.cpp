// SPDX-License-Identifier: Apache-2.0
#include "core/numerics/fitting/simplex_search.h"

#include <algorithm>

namespace mw::numerics {
namespace {

/// from + factor (to - from)
Point2 along(const Point2& from, const Point2& to, double factor) {
  return {from[0] + factor * (to[0] - from[0]), from[1] + factor * (to[1] - from[1])};
}

}  // namespace

SimplexResult simplexSearch(const std::function<double(const Point2&)>& function, const Point2& start,
                            const SimplexOptions& options) {
  int evaluations = 0;
  const auto at = [&](const Point2& point) {
    ++evaluations;
    return SimplexResult{point, function(point)};
  };
  std::array<SimplexResult, 3> corners = {at(start), at({start[0] + options.step, start[1]}),
                                          at({start[0], start[1] + options.step})};
  const auto order = [&] {
    std::sort(corners.begin(), corners.end(),
              [](const SimplexResult& a, const SimplexResult& b) { return a.value < b.value; });
  };
  order();
  while (evaluations < options.max_evaluations && corners[2].value - corners[0].value > options.tolerance) {
    SimplexResult& worst = corners[2];
    const Point2 centre = along(corners[0].point, corners[1].point, 0.5);
    const SimplexResult reflected = at(along(worst.point, centre, 2));
    if (reflected.value < corners[0].value) {
      const SimplexResult expanded = at(along(worst.point, centre, 3));
      worst = expanded.value < reflected.value ? expanded : reflected;
    } else if (reflected.value < corners[1].value) {
      worst = reflected;
    } else {
      const bool is_outside = reflected.value < worst.value;
      const SimplexResult contracted = at(along(worst.point, centre, is_outside ? 1.5 : 0.5));
      if (contracted.value < std::min(reflected.value, worst.value)) {
        worst = contracted;
      } else {
        for (std::size_t i = 1; i < 3; ++i) corners[i] = at(along(corners[0].point, corners[i].point, 0.5));
      }
    }
    order();
  }
  return corners[0];
}

}  // namespace mw::numerics
