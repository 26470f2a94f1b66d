// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace mw::surrogate {

enum class Goal { Maximise, Minimise };

/// How much better than the incumbent a point is expected to be, counting only improvements.
///
///   maximising: u = mean - incumbent - xi,  minimising: u = incumbent - mean - xi
///   z = u / sd,   EI = u Phi(z) + sd phi(z)
///
/// Accurate to about 1e-12 relative down to the smallest doubles: in the tail the two terms cancel, so from z < -5 on
/// Mills' ratio is taken from Laplace's continued fraction instead.
///
/// @param mean, incumbent, xi  in the output's own unit, as is the result
/// @param sd                   latent standard deviation; the result is 0 below 1e-10
/// Source: Jones, Schonlau, Welch (1998); continued fraction: Abramowitz, Stegun 26.2.14
[[nodiscard]] double expectedImprovement(double mean, double sd, double incumbent, double xi, Goal goal);

}  // namespace mw::surrogate
