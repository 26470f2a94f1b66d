// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <Eigen/Core>
#include <cmath>

#include "core/estimation/covariance.h"

namespace mw::estimation {

/// L, lower triangular, with L L' = P for a positive semidefinite P that may be singular: where a pivot is no more than
/// rounding its column is zero. No heap for fixed sizes.
template <class Matrix>
void semidefiniteRoot(const Matrix& P, Matrix& L) {
  const Eigen::Index n = P.rows();
  Matrix C = P;  // column j below the diagonal: L_ij root(D_j), where pivots are not waited for by a root
  for (Eigen::Index j = 0; j < n; ++j) {
    const double pivot = C(j, j);
    const bool is_known = !(pivot > kCovarianceSlack * P(j, j));
    const double inverse = is_known ? 0.0 : 1.0 / pivot;
    const double scale = is_known ? 0.0 : 1.0 / std::sqrt(pivot);
    for (Eigen::Index i = 0; i < j; ++i) L(i, j) = 0.0;
    for (Eigen::Index i = j; i < n; ++i) L(i, j) = C(i, j) * scale;
    for (Eigen::Index k = j + 1; k < n; ++k) {
      const double L_kj = C(k, j) * inverse;
      for (Eigen::Index i = k; i < n; ++i) C(i, k) -= C(i, j) * L_kj;
    }
  }
}

}  // namespace mw::estimation
