// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <Eigen/Core>
#include <vector>

#include "core/surrogate/training_set.h"

namespace mw::surrogate {

/// What the replications behind one row gave: [replication], NaN where one is missing or undefined.
using Replications = std::vector<double>;

/// How noisy the means of replications are, told from the replications themselves: the intrinsic noise of stochastic
/// kriging. A handful of runs tells a variance badly, and a row that was lucky would be believed too much, so the rows
/// lend each other strength:
///
///   log s_i^2 = b0 + b' x_i + e_i          a trend over the inputs, where there are rows enough; else b = 0
///   d0 from trigamma(d0 / 2) = spread of e_i - trigamma(d_i / 2),   d_i = n_i - 1
///   v_i = (d0 trend_i + d_i s_i^2) / (d0 + d_i)
///
/// What is left open of a variance widens it: times (t / z)^2 at 97.5 %, t of as many degrees of freedom as v_i rests
/// on. With common random numbers the errors of the rows go together; their correlation is told from the residuals of
/// each row and its nearest neighbour, replication by replication (shrunk by one replication that shows none), and then
/// the rows together know little more than one: d0 + d_i is at most sum d_i / (1 + (N - 1) correlation). (Squares of
/// normal errors go together by the correlation's square alone; the correlation itself is told from few runs.)
///
/// @param inputs        N x d, own units
/// @param replications  N rows, the same replication in the same place
/// @param has_common_random_numbers  whether replication k of all rows met the same random numbers
/// @returns unknown (isKnown() false) when no row has two runs
/// Source: Ankenman, Nelson, Staum (2010), Stochastic kriging for simulation metamodeling, Operations Research 58;
/// Chen, Ankenman, Nelson (2012), the same with common random numbers, ACM TOMACS 22; the variances: Smyth (2004),
/// Linear models and empirical Bayes methods, SAGMB 3, section 6.2, with a trend as in limma
[[nodiscard]] ObservationNoise replicationNoise(const Eigen::MatrixXd& inputs,
                                                const std::vector<Replications>& replications,
                                                bool has_common_random_numbers);

}  // namespace mw::surrogate
