// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <vector>

#include "core/estimation/state_filter.h"

namespace mw::estimation {

/// How an asset changes between its modes.
struct ModeSwitching {
  Eigen::MatrixXd transition;  ///< r x r; row i: probabilities of the mode after a step in mode i; rows sum to 1
  Eigen::VectorXd initial;     ///< r, sum to 1
};

/// Interacting multiple models: one filter per mode, mixed before each step by how likely each change of mode is.
///
///   c_j = sum_i pi_ij mu_i,   belief j starts from the beliefs i mixed with pi_ij mu_i / c_j
///   mu_j ~ c_j N(nu_j; 0, S_j),   the estimate is the mixture's mean and covariance
///
/// Innovation, S and NIS are those of the mixture; modeProbabilities() are mu. The modes have the same states and
/// signals. Smoothed by pairs of modes (interacting_smoother.h), unless a mode has a particle filter.
/// @param filters    one per mode, at the initial belief
/// @param switching  sizes as filters; checked by whoever reads it from a user
/// Source: Blom, Bar-Shalom (1988); Bar-Shalom, Li, Kirubarajan (2001), section 11.6.6
[[nodiscard]] std::unique_ptr<StateFilter> makeInteractingFilter(std::vector<std::unique_ptr<StateFilter>> filters,
                                                                 const ModeSwitching& switching);

}  // namespace mw::estimation
