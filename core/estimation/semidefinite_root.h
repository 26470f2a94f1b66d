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
  for (Eigen::Index j = 0; j < n; ++j) {
    double pivot = P(j, j);
    for (Eigen::Index k = 0; k < j; ++k) pivot -= L(j, k) * L(j, k);
    const bool is_known = !(pivot > kCovarianceSlack * P(j, j));
    const double root = is_known ? 0.0 : std::sqrt(pivot);
    const double inverse = is_known ? 0.0 : 1.0 / root;
    for (Eigen::Index i = 0; i < j; ++i) L(i, j) = 0.0;
    L(j, j) = root;
    for (Eigen::Index i = j + 1; i < n; ++i) {
      double sum = P(i, j);
      for (Eigen::Index k = 0; k < j; ++k) sum -= L(i, k) * L(j, k);
      L(i, j) = sum * inverse;
    }
  }
}

}  // namespace mw::estimation
