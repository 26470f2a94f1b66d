// SPDX-License-Identifier: Apache-2.0
#include "core/estimation/covariance.h"

#include <Eigen/Eigenvalues>
#include <cmath>

namespace mw::estimation {

void clipNegativeEigenvalues(Eigen::Ref<Eigen::MatrixXd> P) {
  if (!P.allFinite()) return;
  const Eigen::Index n = P.rows();
  Eigen::VectorXd scale(n);
  Eigen::VectorXd inverse(n);
  for (Eigen::Index i = 0; i < n; ++i) {
    scale(i) = P(i, i) > 0.0 ? std::sqrt(P(i, i)) : 0.0;
    inverse(i) = scale(i) > 0.0 ? 1.0 / scale(i) : 0.0;
  }
  const Eigen::MatrixXd correlation = inverse.asDiagonal() * P * inverse.asDiagonal();
  const Eigen::SelfAdjointEigenSolver<Eigen::MatrixXd> eigen(correlation);
  const bool has_bad_variance = (P.diagonal().array() <= 0.0).any();
  if (eigen.eigenvalues().minCoeff() >= -kCovarianceSlack && !has_bad_variance) return;
  const Eigen::VectorXd clipped = eigen.eigenvalues().cwiseMax(0.0);
  const Eigen::MatrixXd& V = eigen.eigenvectors();
  const Eigen::MatrixXd repaired = scale.asDiagonal() * V * clipped.asDiagonal() * V.transpose() * scale.asDiagonal();
  P = 0.5 * (repaired + repaired.transpose());
}

}  // namespace mw::estimation
