// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

#include "core/estimation/state_filter.h"

namespace mw::estimation {

/// How a filter carried a belief from one row to the next, as the smoother needs it.
struct Transition {
  GaussianBelief prior;  ///< the prediction
  Eigen::MatrixXd gain;  ///< n x n, Cov(x before, x after) P_prior^-1; of several steps the product of theirs
};

/// Carries a belief over one step. The filter is left at the prediction.
///
///   G = Cov(x_k, x_{k+1}) P_prior^+
///
/// The inverse is taken on the correlations, with what is no more than rounding left out.
[[nodiscard]] Transition transitionOver(StateFilter& filter, const GaussianBelief& before,
                                        const api::ProcessStep& step);

/// The same over `steps` steps under one held input.
[[nodiscard]] Transition transitionOverMany(StateFilter& filter, const GaussianBelief& before,
                                            const api::ProcessStep& step, std::uint64_t steps);

/// One step back of the Rauch-Tung-Striebel smoother.
///
///   x_s = x + G (x_s' - x_prior),   P_s = P + G (P_s' - P_prior) G'
///
/// @param filtered      belief after the readings of its row
/// @param over          transition from that row to the next
/// @param smoothed_next smoothed belief of the next row
/// @returns smoothed belief, symmetric positive semidefinite
/// Source: Rauch, Tung, Striebel (1965); for sigma points Sarkka (2008), Unscented Rauch-Tung-Striebel smoother
[[nodiscard]] GaussianBelief smoothedBelief(const GaussianBelief& filtered, const Transition& over,
                                            const GaussianBelief& smoothed_next);

}  // namespace mw::estimation
