// SPDX-License-Identifier: Apache-2.0
#include "core/numerics/fitting/bounded_fits.h"

#include <algorithm>
#include <boost/math/special_functions/beta.hpp>
#include <boost/math/special_functions/digamma.hpp>
#include <cmath>
#include <limits>

#include "core/numerics/fitting/simplex_search.h"

namespace mw::numerics {
namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();
constexpr double kLogLeast = -30;  ///< of the gap between a value and an end, over the range: the end is the value
constexpr double kLogMost = 6;
constexpr std::size_t kThinnedSize = 4000;

/// The best mode between two given ends, and its log-likelihood.
struct ModeFit {
  double mode = 0;
  double log_likelihood = -kInfinity;
};
using ModeSearch = ModeFit (*)(const std::vector<double>& values, double min, double max);

/// The likelihood is greatest at a value: between two of them its logarithm is convex in the mode.
ModeFit triangularMode(const std::vector<double>& values, double min, double max) {
  const auto n = values.size();
  double falling = 0;  // sum of ln(max - x) over the values above the mode
  for (const double value : values) falling += std::log(max - value);
  double rising = 0;  // sum of ln(x - min) over the values below it
  ModeFit best;
  for (std::size_t i = 0; i < n; ++i) {
    const double log_rise = std::log(values[i] - min);
    const double log_fall = std::log(max - values[i]);
    falling -= log_fall;
    const double below = values[i] > min ? rising - static_cast<double>(i) * log_rise : 0;
    const double value = below + falling - static_cast<double>(n - 1 - i) * log_fall;
    if (value > best.log_likelihood) best = {values[i], value};
    rising += log_rise;
  }
  best.log_likelihood += static_cast<double>(n) * std::log(2 / (max - min));
  return best;
}

/// Sum of ln(offset + sign x), eight values to a logarithm: all factors lie between 1e-14 and 1e3.
double sumOfLogs(const std::vector<double>& values, double offset, double sign) {
  double sum = 0;
  for (std::size_t i = 0; i < values.size();) {
    double product = 1;
    for (const std::size_t end = std::min(values.size(), i + 8); i < end; ++i) product *= offset + sign * values[i];
    sum += std::log(product);
  }
  return sum;
}

/// Beta of shapes alpha and 6 - alpha; the mode is where alpha - 1 of 4 parts of the width lie below it. The
/// log-likelihood is concave in alpha.
ModeFit pertMode(const std::vector<double>& values, double min, double max) {
  const auto n = static_cast<double>(values.size());
  const double width = max - min;
  const double below = sumOfLogs(values, -min, 1) / n - std::log(width);
  const double above = sumOfLogs(values, max, -1) / n - std::log(width);
  const auto slope = [&](double alpha) {
    return boost::math::digamma(6 - alpha) - boost::math::digamma(alpha) + below - above;
  };
  double low = 1;
  double high = 5;
  if (!(slope(low) > 0)) high = low;
  if (!(slope(high) < 0)) low = high;
  while (high - low > 1e-11) {
    const double middle = 0.5 * (low + high);
    (slope(middle) > 0 ? low : high) = middle;
  }
  const double alpha = 0.5 * (low + high);
  const double rise = alpha > 1 ? (alpha - 1) * below : 0;
  const double fall = alpha < 5 ? (5 - alpha) * above : 0;
  const double log_density = rise + fall - std::log(boost::math::beta(alpha, 6 - alpha)) - std::log(width);
  return {min + 0.25 * (alpha - 1) * width, n * log_density};
}

/// Ends as a search sees them: logarithms of how far each lies outside the values, over their range.
struct Ends {
  double least, most;  // of the values
  [[nodiscard]] double min(const Point2& gaps) const { return std::max(0.0, least - gap(gaps[0])); }
  [[nodiscard]] double max(const Point2& gaps) const {
    return std::max(std::nextafter(most, kInfinity), most + gap(gaps[1]));
  }
  [[nodiscard]] double gap(double log_gap) const {
    return (most - least) * std::exp(std::clamp(log_gap, kLogLeast, kLogMost));
  }
  [[nodiscard]] double logGap(double gap_width) const {
    return std::log(std::max(gap_width / (most - least), std::exp(kLogLeast)));
  }
};

SimplexResult searchEnds(const std::vector<double>& values, ModeSearch search, const Point2& start, double step) {
  const Ends ends{values.front(), values.back()};
  const auto cost = [&](const Point2& gaps) {
    const double value = search(values, ends.min(gaps), ends.max(gaps)).log_likelihood;
    return std::isnan(value) ? kInfinity : -value;
  };
  // Differences in AIC mean something from about 1 on.
  return simplexSearch(cost, start, {.step = step, .tolerance = 1e-5, .max_evaluations = 300});
}

/// From several starts: ends a typical gap away, and a mode at either end.
SimplexResult searchAnew(const std::vector<double>& values, ModeSearch search) {
  const double typical = -0.5 * std::log(2 * static_cast<double>(values.size()));
  SimplexResult best = searchEnds(values, search, {typical, typical}, 1);
  for (const Point2& start : {Point2{-12, typical}, Point2{typical, -12}, Point2{1, 1}}) {
    const SimplexResult other = searchEnds(values, search, start, 1);
    if (other.value < best.value) best = other;
  }
  return best;
}

std::vector<double> thinned(const std::vector<double>& values) {
  std::vector<double> kept;
  const std::size_t last = values.size() - 1;
  for (std::size_t i = 0; i < kThinnedSize; ++i) kept.push_back(values[i * last / (kThinnedSize - 1)]);
  return kept;
}

FamilyFit fitEnds(const Sample& sample, std::span<const double> near, ModeSearch search) {
  const double scale = sample.mean();
  std::vector<double> values = sample.values();
  for (double& value : values) value /= scale;
  const Ends ends{values.front(), values.back()};
  const auto refined = [&](const Point2& start, double step) { return searchEnds(values, search, start, step); };
  SimplexResult found{};
  if (!near.empty()) {
    found = refined({ends.logGap(ends.least - near[0] / scale), ends.logGap(near[2] / scale - ends.most)}, 1);
  } else if (values.size() > 2 * kThinnedSize) {
    found = refined(searchAnew(thinned(values), search).point, 0.1);
  } else {
    found = searchAnew(values, search);
  }
  const double min = ends.min(found.point);
  const double max = ends.max(found.point);
  const double mode = search(values, min, max).mode;
  const double log_likelihood = -found.value - sample.count() * std::log(scale);
  return {{min * scale, std::clamp(mode, min, max) * scale, max * scale}, log_likelihood, {}};
}

}  // namespace

FamilyFit fitUniform(const Sample& sample, std::span<const double>) {
  return {{sample.min(), sample.max()}, -sample.count() * std::log(sample.max() - sample.min()), {}};
}

FamilyFit fitTriangular(const Sample& sample, std::span<const double> near) {
  return fitEnds(sample, near, triangularMode);
}

FamilyFit fitPert(const Sample& sample, std::span<const double> near) {
  return fitEnds(sample, near, pertMode);
}

}  // namespace mw::numerics
