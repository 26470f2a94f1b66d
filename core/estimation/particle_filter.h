// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <memory>

#include "core/estimation/noisy_process.h"
#include "core/estimation/state_filter.h"

namespace mw::estimation {

struct ParticleOptions {
  std::size_t particles = 1000;
  std::uint64_t seed = 1;  ///< the same seed gives the same estimates, bit for bit
};

/// The bootstrap particle filter: a cloud of weighted states, for beliefs with several tops.
///
///   predict   x_i = f(x_i, w_i) + noise of covariance Q, both drawn
///   correct   log weight_i += log N(y; h(x_i), R + M_i V M_i'),   normalised by log-sum-exp
///   resample  systematically where 1 / sum weight^2 falls below half the particles
///
/// V is the variance of noise inside h and M_i its derivative at the particle: exact where the noise enters linearly.
/// Mean and covariance are those of the cloud; the log-likelihood is that of the cloud; innovation and NIS take its
/// first two moments. Particles for which f or h is not finite get the weight 0; where none is left, the row is
/// predicted only (NotInvertible). Smoothed by backward simulation (particle_smoother.h) where Q is positive definite
/// and no noise enters inside f.
/// @throws InputError when shapes disagree
/// Source: Gordon, Salmond, Smith (1993); Doucet, Johansen (2011), A tutorial on particle filtering and smoothing
[[nodiscard]] std::unique_ptr<StateFilter> makeParticleFilter(const NoisyProcess& model, const GaussianBelief& initial,
                                                              const ParticleOptions& options = {});

}  // namespace mw::estimation
