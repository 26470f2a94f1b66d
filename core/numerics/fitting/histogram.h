// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <vector>

#include "core/numerics/fitting/sample.h"

namespace mw::numerics {

/// Counts of a sample in bins of equal width. A value on an edge belongs to the bin above it, the largest value to the
/// last bin.
struct Histogram {
  double first_edge_s = 0;
  double width_s = 1;
  std::vector<std::size_t> counts;

  [[nodiscard]] double edge(std::size_t i) const { return first_edge_s + static_cast<double>(i) * width_s; }
  [[nodiscard]] std::size_t largestCount() const;
};

/// @param bins  how many; 0 chooses: width 2 IQR n^(-1/3) (Freedman and Diaconis 1981), rounded to 1, 2 or 5 times a
///              power of ten and up to a whole number of resolution steps, 5 to 50 bins from a multiple of the width
/// @param resolution_s  what the values are rounded to, or 0
[[nodiscard]] Histogram histogramOf(const Sample& sample, std::size_t bins = 0, double resolution_s = 0);

}  // namespace mw::numerics
