// SPDX-License-Identifier: Apache-2.0
#include "core/numerics/fitting/histogram.h"

#include <algorithm>
#include <cmath>

namespace mw::numerics {
namespace {

constexpr double kFewestBins = 5;
constexpr double kMostBins = 50;

/// The smallest of 1, 2 and 5 times a power of ten that is at least this.
double roundStep(double width) {
  const double power = std::pow(10, std::floor(std::log10(width)));
  for (const double digit : {1.0, 2.0, 5.0}) {
    if (digit * power >= width * (1 - 1e-12)) return digit * power;
  }
  return 10 * power;
}

double chosenWidth(const Sample& sample, double resolution_s) {
  const auto quantile = [&](double q) { return sample.values()[static_cast<std::size_t>(q * (sample.count() - 1))]; };
  const double range = sample.max() - sample.min();
  double width = 2 * (quantile(0.75) - quantile(0.25)) / std::cbrt(sample.count());
  width = roundStep(std::clamp(width, 1.2 * range / kMostBins, range / kFewestBins));
  return resolution_s > 0 ? std::max(1.0, std::round(width / resolution_s)) * resolution_s : width;
}

Histogram emptyHistogram(const Sample& sample, std::size_t bins, double resolution_s) {
  const double range = sample.max() - sample.min();
  if (range == 0) return {sample.min(), std::max(sample.min(), 1.0) * 0.1, std::vector<std::size_t>(1)};
  if (bins > 0) return {sample.min(), range / static_cast<double>(bins), std::vector<std::size_t>(bins)};
  const double width = chosenWidth(sample, resolution_s);
  const double first = std::floor(sample.min() / width) * width;
  const auto count = static_cast<std::size_t>(std::floor((sample.max() - first) / width)) + 1;
  return {first, width, std::vector<std::size_t>(count)};
}

}  // namespace

std::size_t Histogram::largestCount() const {
  return *std::max_element(counts.begin(), counts.end());
}

Histogram histogramOf(const Sample& sample, std::size_t bins, double resolution_s) {
  Histogram histogram = emptyHistogram(sample, bins, resolution_s);
  for (const double value : sample.values()) {
    // Rounding must not put a value on an edge into the bin below it.
    const double position = (value - histogram.first_edge_s) / histogram.width_s;
    const auto bin = static_cast<std::size_t>(std::max(0.0, std::floor(position + 1e-9)));
    ++histogram.counts[std::min(bin, histogram.counts.size() - 1)];
  }
  return histogram;
}

}  // namespace mw::numerics
