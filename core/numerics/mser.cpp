// SPDX-License-Identifier: Apache-2.0
#include "core/numerics/mser.h"

#include <algorithm>
#include <cmath>
#include <vector>

namespace mw::numerics {
namespace {

constexpr std::size_t kFewestBatches = 10;
constexpr std::size_t kNotTried = 5;
constexpr double kRounding = 1e-9;

}  // namespace

Truncation mser(std::span<const double> batch_means) {
  const std::size_t n = batch_means.size();
  if (n < kFewestBatches) return {};
  double largest = 0;
  for (const double y : batch_means) largest = std::max(largest, std::abs(y));
  const double rounding = kRounding * largest;
  std::vector<double> g(n);
  // From the back, one more value at a time (Welford): no difference of large sums.
  double mean = 0;
  double squares = 0;
  for (std::size_t d = n; d-- > 0;) {
    const auto count = static_cast<double>(n - d);
    const double deviation = batch_means[d] - mean;
    mean += deviation / count;
    squares += deviation * (batch_means[d] - mean);
    // Without it a constant's rounding errors would be taken for a course.
    g[d] = squares <= count * rounding * rounding ? 0 : squares / (count * count);
  }
  const auto best = std::min_element(g.begin(), g.end() - kNotTried);
  const auto d = static_cast<std::size_t>(best - g.begin());
  if (2 * d <= n) return {Truncation::Status::Converged, d, *best};
  return {Truncation::Status::NotConverged, n / 2, g[n / 2]};
}

}  // namespace mw::numerics
