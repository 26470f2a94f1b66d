// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <Eigen/Core>
#include <cstdint>

#include "core/estimation/gaussian_belief.h"
#include "core/estimation/kalman_step.h"
#include "core/estimation/linear_model.h"

namespace mw::estimation {

/// A belief after a measurement, with what the measurement said.
struct Correction {
  GaussianBelief posterior;
  Eigen::VectorXd innovation;             ///< nu = y - H x_prior, p; NaN where there was no reading
  Eigen::MatrixXd innovation_covariance;  ///< S = H P H' + R, p x p; NaN on the diagonal where there was no reading
  CorrectionNumbers numbers;
};

/// Carries a belief one step on.
///
///   x_prior = F x + B u,   P_prior = F P F' + Q
///
/// @param belief  mean n, covariance n x n
/// @param model   F is n x n, B n x m, Q n x n
/// @param u       inputs of the step, m
/// @throws InputError when shapes disagree, naming the matrix and both shapes
/// Source: Bar-Shalom, Li, Kirubarajan (2001), section 5.2
[[nodiscard]] GaussianBelief predict(const GaussianBelief& belief, const LinearModel& model, const Eigen::VectorXd& u);

/// Carries a belief over many steps under one held input, by doubling: O(n^3 log steps), exact up to rounding.
[[nodiscard]] GaussianBelief predictMany(const GaussianBelief& belief, const LinearModel& model,
                                         const Eigen::VectorXd& u, std::uint64_t steps);

/// Corrects a predicted belief with one measurement (Joseph form, stays symmetric positive semidefinite).
///
///   nu = y - H x,   S = H P H' + R,   K = P H' S^-1
///   P = (I - K H) P (I - K H)' + K R K'
///
/// A singular S gets a ridge; where that does not help the prior is returned and the status says so.
///
/// @param prior  belief before the measurement: mean n, covariance n x n
/// @param y      measurement, p, in the units of the twin's signals; rows that are not finite are skipped
/// @param model  H is p x n, R is p x p
/// @throws InputError when shapes disagree, naming the matrix and both shapes
/// @note O(n^3 + p^3)
/// Source: Bar-Shalom, Li, Kirubarajan (2001), section 5.2
[[nodiscard]] Correction correct(const GaussianBelief& prior, const Eigen::VectorXd& y, const LinearModel& model);

}  // namespace mw::estimation
