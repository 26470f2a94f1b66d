// SPDX-License-Identifier: Apache-2.0
#include "core/estimation/detect/normal_limits.h"

#include <algorithm>
#include <boost/math/distributions/chi_squared.hpp>
#include <boost/math/distributions/fisher_f.hpp>
#include <cmath>

#include "core/base/error.h"
#include "core/numerics/statistics.h"

namespace mw::estimation {

double hotellingLimit(int components, double observations, double confidence) {
  MW_REQUIRE(components >= 1 && observations > components && confidence > 0 && confidence < 1);
  const double a = components;
  const double n = observations;
  const double f = boost::math::quantile(boost::math::fisher_f(a, n - a), confidence);
  return a * (n - 1) * (n + 1) / (n * (n - a)) * f;
}

double jacksonMudholkarLimit(const Eigen::VectorXd& left_out, double confidence) {
  MW_REQUIRE(confidence > 0 && confidence < 1);
  const double theta1 = left_out.sum();
  const double theta2 = left_out.squaredNorm();
  const double theta3 = left_out.array().cube().sum();
  if (!(theta1 > 0) || !(theta2 > 0)) return 0.0;
  const double h = 1.0 - 2.0 * theta1 * theta3 / (3.0 * theta2 * theta2);
  const double c = numerics::normalQuantile(confidence);
  // Where h is near 0 the root is a limit without digits, below 0 the approximation breaks down: Box's takes over.
  constexpr double kSmallestExponent = 1e-3;
  if (h < kSmallestExponent) return ScaledChiSquare::ofQuadraticForm(left_out).quantile(confidence);
  const double base = 1.0 + c * h * std::sqrt(2.0 * theta2) / theta1 + theta2 * h * (h - 1.0) / (theta1 * theta1);
  return theta1 * std::pow(std::max(base, 0.0), 1.0 / h);
}

ScaledChiSquare ScaledChiSquare::matching(std::span<const double> healthy) {
  const double mean = numerics::mean(healthy);
  const double sd = numerics::sampleSd(healthy);
  if (!(mean > 0) || !(sd > 0)) return {};
  return {sd * sd / (2.0 * mean), 2.0 * mean * mean / (sd * sd)};
}

ScaledChiSquare ScaledChiSquare::ofQuadraticForm(const Eigen::VectorXd& eigenvalues) {
  const double theta1 = eigenvalues.sum();
  const double theta2 = eigenvalues.squaredNorm();
  if (!(theta1 > 0) || !(theta2 > 0)) return {};
  return {theta2 / theta1, theta1 * theta1 / theta2};
}

double ScaledChiSquare::quantile(double probability) const {
  return g * boost::math::quantile(boost::math::chi_squared(h), probability);
}

double ScaledChiSquare::tail(double x) const {
  if (!(x > 0)) return 1.0;
  return boost::math::cdf(boost::math::complement(boost::math::chi_squared(h), x / g));
}

}  // namespace mw::estimation
