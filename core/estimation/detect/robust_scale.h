// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <vector>

namespace mw::estimation {

/// Where the middle of some values lies and how wide they spread, whatever a minority of them does. In their own unit.
struct RobustScale {
  double centre = 0;  ///< median
  double sd = 0;      ///< 1.4826 x median |x - centre|; the standard deviation where that is 0; 0 for a constant
};

/// Values that are not finite are left out; of none, {0, 0}.
/// Source: Huber, Ronchetti (2009), Robust Statistics, section 5.1
[[nodiscard]] RobustScale robustScale(std::span<const double> values);

/// The q-quantile between order statistics, linear in between (Hyndman and Fan's type 7). NaN for no value.
/// @param q  0 to 1
[[nodiscard]] double sampleQuantile(std::vector<double> values, double q);

/// Share of the variance of a series that lies between the means of ten equal blocks: near 1/10 or less for a series
/// that goes to and fro within a block, near 1 for one that wanders through the window, so that the window does not
/// say what is normal for it. 0 for a constant or fewer than 20 values.
[[nodiscard]] double wanderShare(std::span<const double> values);

}  // namespace mw::estimation
