// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <Eigen/Core>

#include "core/estimation/gaussian_belief.h"

namespace mw::estimation {

/// A discrete linear process with its measurements, one step of fixed length at a time.
///
///   x_k = F x_{k-1} + B u_k + w,  w ~ N(0, Q)
///   y_k = H x_k + v,              v ~ N(0, R)
///
/// n states, m inputs, p signals.
struct LinearModel {
  Eigen::MatrixXd F;  ///< n x n
  Eigen::MatrixXd B;  ///< n x m, m may be 0
  Eigen::MatrixXd H;  ///< p x n
  Eigen::MatrixXd Q;  ///< n x n, symmetric positive semidefinite, per step
  Eigen::MatrixXd R;  ///< p x p, symmetric positive semidefinite (definite wherever the filter is to be optimal)

  [[nodiscard]] Eigen::Index stateCount() const { return F.rows(); }
  [[nodiscard]] Eigen::Index inputCount() const { return B.cols(); }
  [[nodiscard]] Eigen::Index signalCount() const { return H.rows(); }
};

/// @throws InputError naming the matrix and both shapes, for each matrix that does not fit F and H
void requireShapes(const LinearModel& model, const GaussianBelief& belief);

}  // namespace mw::estimation
