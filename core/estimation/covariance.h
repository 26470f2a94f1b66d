// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <Eigen/Core>

#include "core/estimation/unrolled.h"

namespace mw::estimation {

/// How far below zero an eigenvalue of the correlation matrix may lie before it is more than rounding.
inline constexpr double kCovarianceSlack = 1e-13;
/// Pivots that a quick check trusts.
inline constexpr double kLeastPivot = 1e-280;
inline constexpr double kMostPivot = 1e280;

/// Clips the negative eigenvalues of a symmetric matrix to zero. Works on the correlations, so a state in small units
/// does not suffer from one in large units; variances that are zero or negative lose their covariances too.
/// @param P n x n, symmetric; changed only where an eigenvalue lies below -kCovarianceSlack
void clipNegativeEigenvalues(Eigen::Ref<Eigen::MatrixXd> P);

/// Whether the pivots J to N - 1 of an elimination are all positive. The last four go without division, which scales
/// them by the pivots before; so that a covariance can be used while its answer is being worked out. False where a
/// number leaves the range of doubles.
/// @param C lower half of what the pivots before J left, N x N, column by column; used up
template <int N, int J = 0>
[[gnu::always_inline]] inline bool hasPositivePivots(double (&C)[N * N]) {
  const double pivot = C[J * N + J];
  const bool is_positive = (pivot > kLeastPivot) & (pivot < kMostPivot);
  if constexpr (J + 1 == N) {
    return is_positive;
  } else {
    constexpr bool kDivides = N - J > 4;
    const double inverse = kDivides ? 1.0 / pivot : 1.0;
    unrolled<J + 1, N>([&]<int K>() {
      const double L_kj = C[J * N + K] * inverse;
      unrolled<K, N>(
          [&]<int I>() { C[K * N + I] = (kDivides ? C[K * N + I] : pivot * C[K * N + I]) - C[J * N + I] * L_kj; });
    });
    return hasPositivePivots<N, J + 1>(C) & is_positive;
  }
}

/// True where P + kCovarianceSlack diag(P) has a factor L D L' with D >= 0, zero variances allowed. O(n^3 / 3), no
/// heap for fixed sizes.
template <class Matrix>
[[nodiscard]] bool isPositiveSemidefinite(const Matrix& P) {
  const Eigen::Index n = P.rows();
  constexpr int kSize = Matrix::RowsAtCompileTime;
  if constexpr (kSize != Eigen::Dynamic) {
    double C[kSize * kSize];
    unrolled<0, kSize * kSize>(
        [&]<int K>() { C[K] = K % (kSize + 1) == 0 ? P.data()[K] * (1.0 + kCovarianceSlack) : P.data()[K]; });
    if (hasPositivePivots<kSize>(C)) [[likely]]
      return true;
  }
  Matrix C = P;  // column j below the diagonal: L_ij D_j
  for (Eigen::Index j = 0; j < n; ++j) {
    const double pivot = C(j, j) + kCovarianceSlack * P(j, j);
    const bool is_known_exactly = P(j, j) == 0.0;
    if (is_known_exactly ? pivot < 0.0 : !(pivot > 0.0)) return false;
    const double inverse = is_known_exactly ? 0.0 : 1.0 / pivot;
    for (Eigen::Index k = j + 1; k < n; ++k) {
      if (is_known_exactly && P(k, j) != 0.0) return false;
      const double L_kj = C(k, j) * inverse;
      for (Eigen::Index i = k; i < n; ++i) C(i, k) -= C(i, j) * L_kj;
    }
  }
  return true;
}

/// Makes a symmetric matrix positive semidefinite up to rounding of its largest variance. Healthy ones keep their bits.
template <class Matrix>
void keepPositive(Matrix& P) {
  if (isPositiveSemidefinite(P)) return;
  Eigen::MatrixXd clipped = P;
  clipNegativeEigenvalues(clipped);
  P = clipped;
}

/// Makes a computed covariance exactly symmetric, then positive semidefinite as keepPositive() does.
template <class Matrix>
void tidyCovariance(Matrix& P) {
  const Eigen::Index n = P.rows();
  for (Eigen::Index i = 0; i < n; ++i) {
    for (Eigen::Index j = 0; j < i; ++j) P(i, j) = P(j, i) = 0.5 * (P(i, j) + P(j, i));
  }
  keepPositive(P);
}

}  // namespace mw::estimation
