// SPDX-License-Identifier: Apache-2.0
#include "core/numerics/fitting/goodness.h"

#include <algorithm>
#include <cmath>

namespace mw::numerics {

Goodness goodnessOf(std::span<const double> u) {
  constexpr double kLeast = 1e-16;
  const auto n = static_cast<double>(u.size());
  Goodness goodness;
  double sum = 0;
  for (std::size_t i = 0; i < u.size(); ++i) {
    const auto rank = static_cast<double>(i + 1);
    goodness.kolmogorov_smirnov = std::max({goodness.kolmogorov_smirnov, rank / n - u[i], u[i] - (rank - 1) / n});
    const double low = std::max(u[i], kLeast);
    const double high = std::min(u[u.size() - 1 - i], 1 - kLeast);
    sum += (2 * rank - 1) * (std::log(low) + std::log1p(-high));
  }
  goodness.anderson_darling = -n - sum / n;
  return goodness;
}

Goodness goodnessOf(const Sample& sample, const FittedFamily& family, const Distribution& distribution) {
  std::span<const double> values = sample.values();
  if (family.reaches_ends && values.size() > 2) values = values.subspan(1, values.size() - 2);
  std::vector<double> u;
  u.reserve(values.size());
  for (const double value : values) u.push_back(distribution.cdf(value));
  return goodnessOf(u);
}

double scaledKolmogorovSmirnov(double statistic, double n) {
  return statistic * (std::sqrt(n) + 0.12 + 0.11 / std::sqrt(n));
}

}  // namespace mw::numerics
