// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <Eigen/Core>
#include <cstdint>
#include <functional>

namespace mw::analysis {

/// How much of a function's variance each of its inputs makes, the inputs independent and uniform over the unit cube.
struct SobolIndices {
  double mean = 0;
  double variance = 0;
  Eigen::VectorXd first;  ///< d: by the input alone; they sum to at most 1
  Eigen::VectorXd total;  ///< d: alone and together with others; 0 for one that does nothing
};

/// Many points at once: M x d in the unit cube to M values.
using CubeFunction = std::function<Eigen::VectorXd(const Eigen::MatrixXd&)>;

/// First-order and total Sobol indices by two sample matrices A and B and, for each input i, A with the column i of B:
///
///   S_i  = mean(f(B) (f(AB_i) - f(A))) / V,   T_i = mean((f(A) - f(AB_i))^2) / (2 V)
///
/// with f centred on its mean. A and B are the halves of a scrambled Sobol sequence in 2d dimensions, so the error
/// falls nearly as 1/n. Costs n (d + 2) values of the function.
/// @param n  rows of A, 2 or more; a power of two fills the cube evenly
/// Source: Saltelli et al. (2010) Computer Physics Communications 181, 259-270, for S (their table 2, b); Jansen (1999)
/// ibid. 117, 35-43, for T (f)
[[nodiscard]] SobolIndices sobolIndices(const CubeFunction& f, Eigen::Index d, Eigen::Index n, std::uint64_t seed);

/// What the function is on average where one input has a value: n points over the others, the same for each value.
/// @returns one per value
[[nodiscard]] Eigen::VectorXd mainEffect(const CubeFunction& f, Eigen::Index d, Eigen::Index input,
                                         const Eigen::VectorXd& values, Eigen::Index n, std::uint64_t seed);

}  // namespace mw::analysis
