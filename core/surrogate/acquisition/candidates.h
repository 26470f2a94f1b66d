// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <Eigen/Core>
#include <vector>

namespace mw::surrogate {

/// Where a search may go: every input between two values, in its own unit; whole numbers where it says so. Of a choice
/// the levels are the whole numbers from 0.
struct SearchBox {
  Eigen::RowVectorXd low, high;  ///< d
  std::vector<bool> is_integer;  ///< d
};

/// The k-th of candidates that fill a box evenly and are the same each time, k = 1, 2, ...
///
///   x_k = low + frac(1/2 + k a) (high - low),   a_i = phi^-i,   phi^(d + 1) = phi + 1
///
/// Source: Roberts (2018), The Unreasonable Effectiveness of Quasirandom Sequences (R_d)
[[nodiscard]] Eigen::RowVectorXd candidate(const SearchBox& box, int k);

}  // namespace mw::surrogate
