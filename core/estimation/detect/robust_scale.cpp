// SPDX-License-Identifier: Apache-2.0
#include "core/estimation/detect/robust_scale.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "core/numerics/statistics.h"

namespace mw::estimation {
namespace {

constexpr double kMadToSd = 1.482602218505602;  // 1 / normal quantile of 3/4

std::vector<double> finiteOnly(std::span<const double> values) {
  std::vector<double> finite;
  finite.reserve(values.size());
  for (const double value : values) {
    if (std::isfinite(value)) finite.push_back(value);
  }
  return finite;
}

}  // namespace

double sampleQuantile(std::vector<double> values, double q) {
  if (values.empty()) return std::numeric_limits<double>::quiet_NaN();
  const double at = std::clamp(q, 0.0, 1.0) * static_cast<double>(values.size() - 1);
  const auto below = static_cast<std::size_t>(at);
  const auto nth = values.begin() + static_cast<std::ptrdiff_t>(below);
  std::nth_element(values.begin(), nth, values.end());
  const double low = *nth;
  const double part = at - static_cast<double>(below);
  if (part <= 0) return low;
  return low + part * (*std::min_element(nth + 1, values.end()) - low);
}

RobustScale robustScale(std::span<const double> values) {
  std::vector<double> finite = finiteOnly(values);
  if (finite.empty()) return {};
  RobustScale scale;
  scale.centre = sampleQuantile(finite, 0.5);
  const double spread = numerics::populationSd(finite);
  for (double& value : finite) value = std::abs(value - scale.centre);
  scale.sd = kMadToSd * sampleQuantile(std::move(finite), 0.5);
  // More than half of the readings of a coarse sensor may be equal: the usual spread then stands in.
  const double rounding = 1e-12 * std::abs(scale.centre);
  if (scale.sd <= rounding) scale.sd = spread > rounding ? spread : 0.0;
  return scale;
}

double wanderShare(std::span<const double> values) {
  constexpr std::size_t kBlocks = 10;
  const std::vector<double> finite = finiteOnly(values);
  const std::size_t length = finite.size() / kBlocks;
  if (length < 2) return 0.0;
  const auto used = std::span(finite).first(length * kBlocks);
  const double whole = numerics::populationSd(used);
  if (!(whole > 1e-12 * std::abs(numerics::mean(used)))) return 0.0;
  std::vector<double> means;
  for (std::size_t block = 0; block < kBlocks; ++block) {
    means.push_back(numerics::mean(used.subspan(block * length, length)));
  }
  const double between = numerics::populationSd(means);
  return between * between / (whole * whole);
}

}  // namespace mw::estimation
