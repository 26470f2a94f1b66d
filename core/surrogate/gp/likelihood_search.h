// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <stop_token>

#include "core/surrogate/gp/hyperparameters.h"
#include "core/surrogate/gp/marginal_likelihood.h"

namespace mw::surrogate {

struct SearchOptions {
  int starts = 10;         ///< local searches, at least 1; the first from the default hyperparameters
  std::uint64_t seed = 1;  ///< places the other starts
  GpBounds bounds;
};

/// Hyperparameters that maximise the likelihood within the bounds: L-BFGS in log space from several starts, then the
/// best three are searched on to full precision.
///
/// Starts beyond the first are a Latin hypercube over the part of the box where the likelihood has slope (length
/// scales from 0.05 standard deviations, noise from 1e-8). The same seed gives the same bits.
///
/// With a prior, the largest posterior.
/// @returns d + 2 log parameters, in the order of MarginalLikelihood's gradient
/// @throws NumericalError when the covariance cannot be factorised at any start; Cancelled
/// Source: NLopt LD_LBFGS (Nocedal, Liu 1989, after Luksan)
[[nodiscard]] Eigen::VectorXd maximiseLikelihood(const MarginalLikelihood& likelihood, const SearchOptions& options,
                                                 const std::stop_token& stop);

/// One local search from a given point, at most max_evaluations evaluations of the likelihood.
[[nodiscard]] Eigen::VectorXd polishLikelihood(const MarginalLikelihood& likelihood, const Eigen::VectorXd& start,
                                               const GpBounds& bounds, int max_evaluations,
                                               const std::stop_token& stop);

}  // namespace mw::surrogate
