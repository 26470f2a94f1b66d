// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>

#include "core/analysis/sobol_indices.h"

namespace mw::analysis {

/// A part of the unit cube, over which points are uniform: what constraints leave. Inputs depend on each other there.
struct CubeRegion {
  Eigen::Index d = 0;
  std::function<bool(const Eigen::RowVectorXd&)> admits;
};

/// First-order and total indices over a part of the cube, by resampling within it:
///
///   S_i = Cov(f(x), f(x')) / V,        x' shares x_i with x, its other inputs drawn anew given x_i
///   T_i = mean((f(x) - f(x"))^2) / (2 V),   x" shares the others, its x_i drawn anew given them
///
/// that is Var(E[f | x_i]) / V and E[Var(f | the others)] / V, which mean the same where inputs depend on each other;
/// but then the first orders may sum to more than 1, and a total may be below its first order. Draws are by rejection;
/// the error falls as 1/sqrt(n).
/// @param n  points; costs n (2 d + 1) values of the function
/// @throws InputError when next to nothing of the cube is admitted
/// Source: Kucherenko, Tarantola, Annoni (2012) Computer Physics Communications 183, 937-946; over regions Kucherenko,
/// Klymenko, Shah (2017) Reliability Engineering and System Safety 167, 218-231
[[nodiscard]] SobolIndices regionIndices(const CubeFunction& f, const CubeRegion& region, Eigen::Index n,
                                         std::uint64_t seed);

/// What the function is on average over the part of the region where one input has a value; NaN where that is empty.
/// @returns one per value
[[nodiscard]] Eigen::VectorXd regionMainEffect(const CubeFunction& f, const CubeRegion& region, Eigen::Index input,
                                               const Eigen::VectorXd& values, Eigen::Index n, std::uint64_t seed);

}  // namespace mw::analysis
