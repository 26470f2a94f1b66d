// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "core/numerics/statistics.h"
#include "core/report/study_results.h"

namespace mw::report {

/// A response over one factor, the other factors averaged over.
struct FactorEffect {
  struct Group {
    double x = 0;            ///< mean of the factor there; the number of a level that is no number
    std::string label;       ///< of such a level
    std::size_t points = 0;  ///< that it is the mean of
    numerics::Estimate mean;
  };
  std::string factor;
  std::vector<Group> groups;  ///< ascending in x

  [[nodiscard]] bool isNumeric() const { return groups.empty() || groups.front().label.empty(); }
};

/// Means of a response in groups of equal values of a factor, or in slices of about equally many points where it has
/// more than 8. The interval of a group is that of its mean over replications:
///
///   m_r = mean of y_r over the points of the group,   mean(m) +- t(0.975; n - 1) sd(m) / sqrt(n)
///
/// so it tells how sure the mean of these points is; how the other factors differ between groups is not in it.
[[nodiscard]] FactorEffect effectOf(const StudyResults& results, const std::string& factor, std::size_t kpi);

/// The effects of several factors on one response beside each other, on one scale; a complete SVG.
[[nodiscard]] std::string mainEffectsSvg(const std::vector<FactorEffect>& effects, const kpi::KpiDeclaration& response);

}  // namespace mw::report
