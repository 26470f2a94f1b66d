// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "core/report/study_results.h"
#include "core/report/table.h"

namespace mw::report {

/// What a study recommends, in words, as far as its intervals carry and no further. For each response of which more or
/// less is better:
///
///   - the point with the best mean, and whether it is shown to be better than the reference (the factory as it is,
///     else the first point): paired-t intervals, Bonferroni over all comparisons with the reference, which pays for
///     having looked for the best one;
///   - the points that cannot be told from it: Bonferroni over all pairs of points, for the same reason.
///
/// Then, how the point that is best in the first response does in the others. Empty for a study of a single point.
/// Source: Law, Simulation Modeling and Analysis (2015), sections 10.2.1 and 10.3
[[nodiscard]] std::vector<std::string> recommendation(const StudyResults& results);

/// The five points with the best means of the first response that has a direction, each with all responses and its
/// difference from the reference. No rows where none has one.
[[nodiscard]] Table bestPointsTable(const StudyResults& results, const std::string& id);

}  // namespace mw::report
