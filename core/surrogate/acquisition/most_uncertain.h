// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/surrogate/acquisition/candidates.h"
#include "core/surrogate/gp/gaussian_process.h"

namespace mw::surrogate {

/// Where one more row would tell most: the point of a box with the largest latent standard deviation, of 400
/// candidates.
/// @returns d
/// Source: uncertainty sampling: Lewis, Gale (1994)
[[nodiscard]] Eigen::RowVectorXd mostUncertain(const GaussianProcess& model, const SearchBox& box);

}  // namespace mw::surrogate
