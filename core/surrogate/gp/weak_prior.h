// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/surrogate/gp/hyperparameters.h"
#include "core/surrogate/gp/marginal_likelihood.h"
#include "core/surrogate/standardisation.h"
#include "core/surrogate/training_set.h"

namespace mw::surrogate {

/// What can be said of hyperparameters before a few rows are seen, so that three points in line are not taken for a
/// straight world. One per cent of a length scale's prior lies below the gap between the levels tried of its input
/// (anything faster cannot be seen) and one per cent above the upper bound of the search. The signal's variance is
/// about twice that of the output, times or by 7; the learned noise 1e-4 of it, or 1e-2 where no replications tell the
/// noise, times or by 10.
/// Source: Betancourt (2020), Robust Gaussian process modeling, section 3 (tails between gap and range); as log-normal
/// it also is the family of Hvarfner, Hellsten, Nardi (2024)
[[nodiscard]] LogNormalPrior weakPrior(const TrainingSet& training, const Standardisation& standardisation,
                                       const GpBounds& bounds);

/// A set of hyperparameters and how far the data and the prior believe it.
struct WeighedHyperparameters {
  Eigen::VectorXd log_parameters;  ///< d + 2
  double weight = 1;               ///< all sum to 1
};

/// Below this many rows per input the rows do not settle the hyperparameters, and answers are averaged over them.
/// Source: Loeppky, Sacks, Welch (2009), Choosing the sample size of a computer experiment, Technometrics 51
inline constexpr Eigen::Index kSettledRowsPerInput = 10;

/// The hyperparameters that a few rows leave possible: a grid of 5 x 5 around the best, all length scales together
/// times 1/4 to 4 and the signal's variance times 1/16 to 16, the two directions in which a likelihood is flat; each
/// weighed by its posterior. Sets of less than 1 % of the largest weight are left out. The best comes first.
/// Source: Rue, Martino, Chopin (2009), Approximate Bayesian inference by integrated nested Laplace approximations,
/// section 3.1 (grid exploration); Handcock, Stein (1993), A Bayesian analysis of kriging
/// @param posterior  with a prior set
[[nodiscard]] std::vector<WeighedHyperparameters> spreadAround(const Eigen::VectorXd& best,
                                                               const MarginalLikelihood& posterior,
                                                               const GpBounds& bounds);

}  // namespace mw::surrogate
