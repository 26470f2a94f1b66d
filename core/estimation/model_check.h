// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <string>
#include <vector>

#include "core/base/error.h"
#include "core/estimation/gaussian_belief.h"
#include "core/estimation/linear_model.h"
#include "core/estimation/noisy_process.h"

namespace mw::estimation {

/// What can be said about a linear model before it sees a reading.
struct ModelCheck {
  double spectral_radius = 0;              ///< largest absolute eigenvalue of F, dimensionless
  std::vector<std::size_t> unseen_states;  ///< states that the signals leave undetermined
  Findings errors;                         ///< asymmetric or indefinite Q, R, P0; pointers as in /Q/0/1
  Findings warnings;                       ///< unstable, unobservable, singular R
};

/// Checks symmetry and definiteness, stability and observability.
///
/// Unstable: spectral radius above 1 + 1e-6 (a trend model with a double eigenvalue at 1 is not).
/// Unobservable subspace: the largest subspace of null(H) that F maps into itself, by the staircase of null spaces with
/// singular values below 1e-9 taken as zero, in states scaled by the square roots of P0 (so units do not matter). It
/// holds for repeated and defective eigenvalues, where the modal test alone names too few states. A state is unseen
/// when that subspace has a part along it.
///
/// @param states names for the messages, n
/// @throws InputError when shapes disagree
/// Source: Paige (1981), IEEE TAC 26, 130-138 (staircase); Kailath (1980), section 6.2
[[nodiscard]] ModelCheck checkModel(const LinearModel& model, const GaussianBelief& initial,
                                    std::span<const std::string> states);

/// The same for any process. Stability is judged where it is linear alone. Observability is local: of the Jacobians at
/// x0 and one standard deviation to either side of it, for inputs of 1; a state counts as unseen where it is unseen at
/// all of these points.
/// @param inputs  m; @param dt_s  length of a step, 0 = not known (1 is taken)
[[nodiscard]] ModelCheck checkModel(const NoisyProcess& model, const GaussianBelief& initial,
                                    std::span<const std::string> states, std::size_t inputs, double dt_s);

/// Adds what makes a matrix no covariance: asymmetric pairs, variances below zero, covariances above their variances.
/// @param name pointers are /name/i/j
void checkCovariance(const char* name, const Eigen::MatrixXd& M, Findings& errors);

}  // namespace mw::estimation
