// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>

#include "core/estimation/noisy_process.h"
#include "core/estimation/state_filter.h"

namespace mw::estimation {

/// Above this the linearisation of the extended filter is not to be trusted.
inline constexpr double kLinearisationLimit = 0.1;

/// The extended Kalman filter: the model's derivatives at the estimate stand for the model.
///
///   x = f(x),  P = F P F' + G W G' + share Q;   nu = y - h(x),  S = H P H' + M V M' + R,  Joseph form
///
/// F, G, H, M are the Jacobians for states and inner noises, W and V the variances of those. For linear models it is
/// the Kalman filter. linearisationExcess() is (L_f tr(P) / 2) / sqrt(|Q|) of the last prediction, with L_f the bound
/// of the second derivative of f at the estimate and |Q| the spectral norm of the whole process noise: the bias that
/// the linearisation may leave, over the noise that is admitted. Infinite where f curves and there is no noise at all.
/// Where h(x) is not finite the reading is skipped. Fixed sizes up to 4 states and 2 signals.
/// @throws InputError when shapes disagree
/// Source: Bar-Shalom, Li, Kirubarajan (2001), section 10.3; the check: contract of the twin's mathematics
[[nodiscard]] std::unique_ptr<StateFilter> makeExtendedFilter(const NoisyProcess& model, const GaussianBelief& initial);

}  // namespace mw::estimation
