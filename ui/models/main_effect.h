// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include "ui/models/study_results.h"

namespace mw::models {

/// A response over one factor, the others averaged over.
struct MainEffect {
  std::vector<double> x;
  std::vector<double> mean;
};

/// Means of the points of a response in groups of equal values of the factor, or in slices of about equally many points
/// where there are more than 8 values. Points without a result do not count.
[[nodiscard]] MainEffect mainEffect(const StudyResults& results, std::size_t factor, std::size_t response);

}  // namespace mw::models
