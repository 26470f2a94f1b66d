// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <Eigen/Core>

namespace mw::surrogate {

/// Matern correlation with smoothness 5/2 between points whose coordinates are already divided by the length scales.
///
///   rho(r) = (1 + s + s^2 / 3) exp(-s),   s = sqrt(5) r,   r = Euclidean distance
///
/// Twice differentiable paths: smooth enough for factory responses, not as stiff as the squared exponential.
/// Source: Rasmussen, Williams (2006), Gaussian Processes for Machine Learning, eq. 4.17
struct Matern52 {
  /// @param squared_distances  r^2, any number of them @returns rho(r), as many
  [[nodiscard]] static Eigen::ArrayXd correlation(const Eigen::ArrayXd& squared_distances);

  struct WithSlope {
    Eigen::ArrayXd correlation;
    Eigen::ArrayXd slope;  ///< -2 d rho / d(r^2) = 5/3 (1 + s) exp(-s)
  };

  /// Both for the price of one exponential. The slope times (x_j - x'_j)^2 / l_j^2 is d rho / d log l_j.
  /// @param result  is overwritten; keeps its memory when the size stays
  static void correlationAndSlope(const Eigen::ArrayXd& squared_distances, WithSlope& result);
};

/// Squared distances of one point (d) from each row of sites (N x d), both in the same scaled coordinates.
[[nodiscard]] Eigen::ArrayXd squaredDistances(const Eigen::MatrixXd& sites, const Eigen::RowVectorXd& point);

}  // namespace mw::surrogate
