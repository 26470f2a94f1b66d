// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

namespace mw::discovery {

/// Spearman's rank correlation: Pearson's of the ranks, equal values sharing theirs. NaN where all are equal.
[[nodiscard]] double rankCorrelation(const std::vector<double>& a, const std::vector<double>& b);

}  // namespace mw::discovery
