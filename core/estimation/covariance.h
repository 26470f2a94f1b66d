// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <Eigen/Core>
#include <cmath>

namespace mw::estimation {

/// How far below zero an eigenvalue of the correlation matrix may lie before it is more than rounding.
inline constexpr double kCovarianceSlack = 1e-13;

/// Clips the negative eigenvalues of a symmetric matrix to zero. Works on the correlations, so a state in small units
/// does not suffer from one in large units; variances that are zero or negative lose their covariances too.
/// @param P n x n, symmetric; changed only where an eigenvalue lies below -kCovarianceSlack
void clipNegativeEigenvalues(Eigen::Ref<Eigen::MatrixXd> P);

/// True where P + kCovarianceSlack diag(P) has a Cholesky factor, zero variances allowed. O(n^3 / 6), no heap for
/// fixed sizes.
template <class Matrix>
[[nodiscard]] bool isPositiveSemidefinite(const Matrix& P) {
  Matrix L = P;
  const Eigen::Index n = P.rows();
  for (Eigen::Index j = 0; j < n; ++j) {
    double pivot = P(j, j) * (1.0 + kCovarianceSlack);
    for (Eigen::Index k = 0; k < j; ++k) pivot -= L(j, k) * L(j, k);
    const bool is_known_exactly = P(j, j) == 0.0;
    if (is_known_exactly ? pivot < 0.0 : !(pivot > 0.0)) return false;
    const double root = is_known_exactly ? 0.0 : std::sqrt(pivot);
    L(j, j) = root;
    for (Eigen::Index i = j + 1; i < n; ++i) {
      if (is_known_exactly) {
        if (P(i, j) != 0.0) return false;
        L(i, j) = 0.0;
        continue;
      }
      double sum = P(i, j);
      for (Eigen::Index k = 0; k < j; ++k) sum -= L(i, k) * L(j, k);
      L(i, j) = sum / root;
    }
  }
  return true;
}

/// Makes a computed covariance exactly symmetric, and positive semidefinite up to rounding of its largest variance.
/// Healthy matrices keep their bits apart from the symmetry.
template <class Matrix>
void tidyCovariance(Matrix& P) {
  const Eigen::Index n = P.rows();
  for (Eigen::Index i = 0; i < n; ++i) {
    for (Eigen::Index j = 0; j < i; ++j) P(i, j) = P(j, i) = 0.5 * (P(i, j) + P(j, i));
  }
  if (isPositiveSemidefinite(P)) return;
  Eigen::MatrixXd clipped = P;
  clipNegativeEigenvalues(clipped);
  P = clipped;
}

}  // namespace mw::estimation
