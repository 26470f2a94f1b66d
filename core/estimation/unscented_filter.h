// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>

#include "core/estimation/noisy_process.h"
#include "core/estimation/state_filter.h"

namespace mw::estimation {

/// Spread and weights of the sigma points.
struct SigmaPointOptions {
  double alpha = 1e-3;  ///< how far out they lie, above 0
  double beta = 2.0;    ///< what is known of the distribution; 2 is best for a normal one
  double kappa = 0.0;   ///< above -(states + inner noises)
};

/// The unscented Kalman filter: a belief is carried by 2 L + 1 points, L states and inner noises.
///
///   lambda = alpha^2 (L + kappa) - L,   points x, x +- sqrt(L + lambda) columns of the root of P
///   weights of the mean lambda / (L + lambda), else 1 / (2 (L + lambda)); of the covariance 1 - alpha^2 + beta more
///   for the middle point. Noise inside the functions augments the state; Q and R are added. The points are redrawn
///   from the predicted belief before the update.
///
/// With d_i = f(x_i) - f(x_0), weights W and m = W sum d_i the sums become
///
///   mean = f(x_0) + m,   covariance = W sum d_i d_i' + (beta - alpha^2) m m'
///
/// which is the same to rounding, free of the large weights that cancel, and positive semidefinite for
/// beta >= alpha^2. The correction likewise is a sum of squares, P = W sum (d_i - K e_i)(d_i - K e_i)' + K (R +
/// (beta - alpha^2) m m') K', instead of P - K S K'. Fixed sizes up to 4 states and 2 signals.
/// Where a point has no finite h the reading is skipped.
/// @throws InputError when shapes disagree, or alpha or kappa leave the points nowhere to go
/// Source: Wan, van der Merwe (2000), The unscented Kalman filter for nonlinear estimation; Julier (2002), scaled form
[[nodiscard]] std::unique_ptr<StateFilter> makeUnscentedFilter(const NoisyProcess& model, const GaussianBelief& initial,
                                                               const SigmaPointOptions& options = {});

}  // namespace mw::estimation
