// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <Eigen/Core>
#include <vector>

#include "core/surrogate/gp/gaussian_process.h"

namespace mw::surrogate {

/// Where one more row would tell most: the point of a box with the largest latent standard deviation, of 400 candidates
/// that fill the box evenly and are the same each time.
///
///   x_k = low + frac(1/2 + k a) (high - low),   a_i = phi^-i,   phi^(d + 1) = phi + 1
///
/// @param low, high   d, own units
/// @param is_integer  d; such coordinates are rounded
/// @returns d
/// Source: Roberts (2018), The Unreasonable Effectiveness of Quasirandom Sequences (R_d); uncertainty sampling: Lewis,
/// Gale (1994)
[[nodiscard]] Eigen::RowVectorXd mostUncertain(const GaussianProcess& model, const Eigen::RowVectorXd& low,
                                               const Eigen::RowVectorXd& high, const std::vector<bool>& is_integer);

}  // namespace mw::surrogate
