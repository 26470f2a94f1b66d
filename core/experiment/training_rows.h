// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/base/json.h"
#include "core/experiment/study_run.h"
#include "core/surrogate/training_set.h"

namespace mw::experiment {

/// A finished study as the rows that a surrogate learns from: results climb the ladder. One row per point that ran: the
/// values of its factors, the mean of one KPI over its replications, and how far that mean may lie from the truth. A
/// factor whose values are all numbers is one; any other (texts, switches, distributions) is a choice, its levels in
/// the order in which the points first name them.
///
/// @param points  {FACTOR: value} per point
/// @param kpis    names of what each run measured
/// @param runs    in any order, one value per KPI
/// @param has_common_random_numbers  whether the points of one replication met the same random numbers
/// @throws InputError when the response is not among the KPIs (with the nearest)
[[nodiscard]] surrogate::TrainingSet trainingRows(const std::vector<Json>& points, const std::vector<std::string>& kpis,
                                                  const std::vector<StudyRun>& runs, const std::string& response,
                                                  bool has_common_random_numbers);

/// The value of one input as a surrogate is asked about it: a number itself, of a choice the index of its level. A
/// level that no row has is the first index that none has: outside of the data.
/// @returns nothing for a number that is none
[[nodiscard]] std::optional<double> inputValue(const surrogate::TrainingSet& training, Eigen::Index input,
                                               const Json& value);

/// The value behind the name of a level; null when no point has it.
[[nodiscard]] Json levelValue(const std::vector<Json>& points, const std::string& factor, const std::string& level);

/// The name of a level: a text as it is, anything else as JSON.
[[nodiscard]] std::string levelText(const Json& value);

}  // namespace mw::experiment
