// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

namespace mw::numerics {

/// How many entries of a sequence count as one, for entries that follow each other:
///
///   tau = 1 + 2 sum_{l < L} rho_l,   rho_l = sum_k e_k e_{k+l} / sum_k e_k^2,   L the first lag with rho_L <= 0
///
/// At least 1; the mean is taken to be zero.
/// @param runs sequences of one kind; lags do not reach from one to the next
/// Source: Geyer (1992), Practical Markov chain Monte Carlo, section 3.3 (initial positive sequence, by single lags)
[[nodiscard]] double integratedAutocorrelation(const std::vector<std::vector<double>>& runs);

}  // namespace mw::numerics
