// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <Eigen/Core>

namespace mw::surrogate {

/// How well each training row is predicted from the others, at the hyperparameters and the scaling of all rows.
struct LeaveOneOut {
  Eigen::VectorXd mean;    ///< N, predicted from the other rows
  Eigen::VectorXd sd;      ///< N, of the predicted observation, noise included
  double rmse = 0;         ///< root mean square of output - mean
  double coverage_95 = 0;  ///< share of rows inside mean +- 1.96 sd; near 0.95 where the model is honest
};

/// Leave-one-out predictions without N refits.
///
///   mean_i = y_i - [K^-1 y]_i / [K^-1]_ii,   sd_i^2 = 1 / [K^-1]_ii
///
/// @param alpha             K^-1 y, N, standardised
/// @param inverse_diagonal  diagonal of K^-1, N
/// @param output            N, in its own unit
/// @param output_sd         own unit per standardised unit; results are in the own unit
/// Source: Rasmussen, Williams (2006), eq. 5.12
[[nodiscard]] LeaveOneOut leaveOneOut(const Eigen::VectorXd& alpha, const Eigen::VectorXd& inverse_diagonal,
                                      const Eigen::VectorXd& output, double output_sd);

}  // namespace mw::surrogate
