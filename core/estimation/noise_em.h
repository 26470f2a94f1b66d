// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <functional>
#include <vector>

#include "core/estimation/gaussian_belief.h"
#include "core/estimation/linear_model.h"

namespace mw::estimation {

/// One row of a training window, as noise fitting sees it.
struct TrainingRow {
  std::uint64_t steps = 1;  ///< of the model since the row before; 0 = the rows share a state
  Eigen::VectorXd held;     ///< inputs of all steps but the last, m
  Eigen::VectorXd own;      ///< inputs of the last step, m
  Eigen::VectorXd y;        ///< readings, p; NaN = missing
};

struct NoiseEmOptions {
  bool fits_Q = true;
  bool fits_R = true;
  int most_iterations = 2000;
  double tolerance = 1e-7;  ///< gain of log-likelihood per iteration and row at which it has converged
  /// Told of each iteration with its log-likelihood; may throw to stop.
  std::function<void(int, double)> watch = {};
};

struct NoiseEmResult {
  Eigen::MatrixXd Q;                   ///< n x n, symmetric positive semidefinite
  Eigen::MatrixXd R;                   ///< p x p, symmetric positive semidefinite
  std::vector<double> log_likelihood;  ///< of the model at each iteration; does not fall by more than rounding
  bool has_converged = false;          ///< false too where it fell, as an S that can't be inverted may make it
};

/// Fits the noise covariances of a linear model to readings by expectation-maximisation.
///
///   E   smoothed x_k, V_k and Cov(x_k, x_{k-1}) = V_k J_{k-1}', J the smoother's gain, under the Q and R so far
///   M   Q = mean of E[(x_k - F x_{k-1} - B u_k)(...)'],   R = mean of E[(y_k - H x_k)(...)']
///
/// Of a row with missing readings, the missing noises take their mean and covariance given the others (Shumway and
/// Stoffer); rows without any reading say nothing of R. A matrix that is diagonal at the start stays diagonal, and a
/// variance that is zero stays zero: the maximum is then one over such matrices. x0 and P0 are kept.
///
/// @param initial belief before the first row's steps
/// @throws InputError when shapes disagree, or a gap takes more than 10^6 steps
/// @note O(rows n^3) per iteration; memory 3 n^2 numbers per step
/// Source: Shumway, Stoffer (1982), J. Time Series Analysis 3, 253-264; missing values: the same (2017), section 6.4
[[nodiscard]] NoiseEmResult fitNoise(const LinearModel& model, const GaussianBelief& initial,
                                     const std::vector<TrainingRow>& rows, const NoiseEmOptions& options = {});

}  // namespace mw::estimation
