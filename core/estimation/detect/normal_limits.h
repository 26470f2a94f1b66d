// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <Eigen/Core>
#include <span>

namespace mw::estimation {

/// Upper limit of Hotelling's T^2 of a new observation, for a mean and covariance estimated from n normal, independent
/// observations.
///
///   T^2 = sum_{i <= a} t_i^2 / lambda_i,   limit = a (n - 1)(n + 1) / (n (n - a)) F(confidence; a, n - a)
///
/// @param components   a >= 1
/// @param observations n > a
/// Source: Tracy, Young, Mason (1992), Journal of Quality Technology 24, 88-95
[[nodiscard]] double hotellingLimit(int components, double observations, double confidence);

/// Upper limit of Q (the squared prediction error) from the eigenvalues of the components that were left out.
///
///   theta_i = sum lambda^i,  h = 1 - 2 theta_1 theta_3 / (3 theta_2^2)
///   limit = theta_1 (1 + c sqrt(2 theta_2 h^2) / theta_1 + theta_2 h (h - 1) / theta_1^2)^(1/h)
///
/// @param left_out eigenvalues, none below 0; 0 is returned when all are 0
/// Source: Jackson, Mudholkar (1979), Technometrics 21, 341-349
[[nodiscard]] double jacksonMudholkarLimit(const Eigen::VectorXd& left_out, double confidence);

/// A scaled chi-square distribution, g chi^2(h): what a positive quadratic statistic is like in health.
struct ScaledChiSquare {
  double g = 1;
  double h = 1;

  /// By the first two moments of healthy values: g = variance / (2 mean), h = 2 mean^2 / variance.
  /// Source: Box (1954), Annals of Mathematical Statistics 25, 290-302; Nomikos, MacGregor (1995)
  [[nodiscard]] static ScaledChiSquare matching(std::span<const double> healthy);
  /// The same by the moments that the eigenvalues of a quadratic form give: g = theta_2 / theta_1, h = theta_1^2 /
  /// theta_2.
  [[nodiscard]] static ScaledChiSquare ofQuadraticForm(const Eigen::VectorXd& eigenvalues);

  [[nodiscard]] double quantile(double probability) const;
  /// Probability of more than x.
  [[nodiscard]] double tail(double x) const;
};

}  // namespace mw::estimation
