// SPDX-License-Identifier: Apache-2.0
#include "core/discovery/rank_correlation.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "core/numerics/statistics.h"

namespace mw::discovery {
namespace {

std::vector<double> ranks(const std::vector<double>& values) {
  std::vector<std::size_t> order(values.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return values[a] < values[b]; });
  std::vector<double> rank(values.size());
  for (std::size_t i = 0; i < order.size();) {
    std::size_t end = i + 1;
    while (end < order.size() && values[order[end]] == values[order[i]]) ++end;
    for (std::size_t k = i; k < end; ++k) rank[order[k]] = static_cast<double>(i + end - 1) / 2;
    i = end;
  }
  return rank;
}

}  // namespace

double rankCorrelation(const std::vector<double>& a, const std::vector<double>& b) {
  const std::vector<double> ra = ranks(a);
  const std::vector<double> rb = ranks(b);
  const double mean_a = numerics::mean(ra);
  const double mean_b = numerics::mean(rb);
  double ab = 0;
  double aa = 0;
  double bb = 0;
  for (std::size_t i = 0; i < ra.size(); ++i) {
    ab += (ra[i] - mean_a) * (rb[i] - mean_b);
    aa += (ra[i] - mean_a) * (ra[i] - mean_a);
    bb += (rb[i] - mean_b) * (rb[i] - mean_b);
  }
  return ab / std::sqrt(aa * bb);
}

}  // namespace mw::discovery
