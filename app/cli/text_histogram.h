// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "core/numerics/distribution.h"
#include "core/numerics/fitting/histogram.h"

namespace mw::cli {

/// A histogram for a terminal in UTF-8: one line a bin with its edges, a bar of eighth blocks, its count, and a mark at
/// the count that the distribution expects there (none: no mark). Histograms of more than 24 bins are drawn with
/// neighbours joined.
[[nodiscard]] std::vector<std::string> textHistogram(const numerics::Histogram& histogram,
                                                     const numerics::Distribution* expected);

}  // namespace mw::cli
