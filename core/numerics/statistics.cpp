// SPDX-License-Identifier: Apache-2.0
#include "core/numerics/statistics.h"

#include <algorithm>
#include <boost/math/distributions/normal.hpp>
#include <boost/math/distributions/students_t.hpp>
#include <cmath>
#include <limits>

#include "core/base/error.h"

namespace mw::numerics {
namespace {

constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();

double sumOfSquaredDeviations(std::span<const double> samples) {
  const double centre = mean(samples);
  double squares = 0;
  double rounding = 0;  // sum of deviations: zero in exact arithmetic, so its square corrects the squares
  for (const double sample : samples) {
    squares += (sample - centre) * (sample - centre);
    rounding += sample - centre;
  }
  return std::max(0.0, squares - rounding * rounding / static_cast<double>(samples.size()));
}

}  // namespace

double mean(std::span<const double> samples) {
  if (samples.empty()) return kNaN;
  double sum = 0;
  double lost = 0;
  for (const double sample : samples) {
    const double next = sum + sample;
    lost += std::abs(sum) >= std::abs(sample) ? (sum - next) + sample : (sample - next) + sum;
    sum = next;
  }
  const double total = std::isfinite(sum) ? sum + lost : sum;
  return total / static_cast<double>(samples.size());
}

double sampleSd(std::span<const double> samples) {
  if (samples.size() < 2) return kNaN;
  return std::sqrt(sumOfSquaredDeviations(samples) / static_cast<double>(samples.size() - 1));
}

double populationSd(std::span<const double> samples) {
  if (samples.empty()) return kNaN;
  return std::sqrt(sumOfSquaredDeviations(samples) / static_cast<double>(samples.size()));
}

double studentTQuantile(double q, double degrees_of_freedom) {
  MW_REQUIRE(q > 0 && q < 1 && degrees_of_freedom > 0);
  return boost::math::quantile(boost::math::students_t(degrees_of_freedom), q);
}

double normalQuantile(double q) {
  MW_REQUIRE(q > 0 && q < 1);
  return boost::math::quantile(boost::math::normal(), q);
}

Estimate confidenceInterval(std::span<const double> samples, double level) {
  MW_REQUIRE(level > 0 && level < 1);
  Estimate estimate{mean(samples), sampleSd(samples), kNaN, samples.size()};
  if (estimate.hasInterval()) {
    const auto n = static_cast<double>(samples.size());
    estimate.half_width = studentTQuantile(0.5 + level / 2, n - 1) * estimate.sd / std::sqrt(n);
  }
  return estimate;
}

}  // namespace mw::numerics
