// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <functional>

namespace mw::numerics {

using Point2 = std::array<double, 2>;

struct SimplexOptions {
  double step = 1;          ///< edge of the first simplex, in the unit of the variables
  double tolerance = 1e-8;  ///< stops when the values at the corners differ by less
  int max_evaluations = 300;
};

struct SimplexResult {
  Point2 point;
  double value;
};

/// Finds a local minimum of a function of two variables without derivatives; it may have kinks.
/// Source: Nelder and Mead (1965) with reflection 1, expansion 2, contraction and shrinking 1/2.
[[nodiscard]] SimplexResult simplexSearch(const std::function<double(const Point2&)>& function, const Point2& start,
                                          const SimplexOptions& options = {});

}  // namespace mw::numerics
