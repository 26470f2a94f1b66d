// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <Eigen/Core>
#include <optional>

namespace mw::surrogate {

/// Cholesky factor of a covariance matrix, made positive definite by a little jitter where rounding spoilt it.
struct SpdFactor {
  Eigen::MatrixXd L;  ///< n x n, lower triangular (strict upper part undefined): L L' = K + jitter I
  double jitter = 0;  ///< what was added to the diagonal, 0 in the normal case

  /// log|K + jitter I|
  [[nodiscard]] double logDeterminant() const;
  /// K^-1 b
  [[nodiscard]] Eigen::VectorXd solve(const Eigen::VectorXd& b) const;
  /// K^-1, lower triangle only (strict upper part undefined), n^3/3 multiplications.
  [[nodiscard]] Eigen::MatrixXd inverse() const;
  /// The same into memory that is there already; L_inverse receives L^-1.
  void inverseInto(Eigen::MatrixXd& inverse, Eigen::MatrixXd& L_inverse) const;
};

/// Factorises K, adding 0, 1e-10, 1e-8, 1e-6, 1e-4 times its mean diagonal until it works.
///
/// @param K  n x n symmetric, lower triangle read, n >= 1
/// @returns nothing when even the largest jitter does not help
[[nodiscard]] std::optional<SpdFactor> factorise(const Eigen::MatrixXd& K);

/// The same into memory that is there already. @returns whether it worked
[[nodiscard]] bool factoriseInto(const Eigen::MatrixXd& K, SpdFactor& factor);

}  // namespace mw::surrogate
