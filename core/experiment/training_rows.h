// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "core/base/json.h"
#include "core/numerics/statistics.h"
#include "core/surrogate/training_set.h"

namespace mw::experiment {

/// A finished study as the rows that a surrogate learns from: results climb the ladder. One row per point that ran: the
/// values of its factors, and the mean of one KPI over its replications.
///
/// @param points     {FACTOR: value} per point
/// @param kpis       names of what each run measured
/// @param estimates  [point][kpi], from summarise()
/// @throws InputError when the response is not among the KPIs (with the nearest), or a factor's values are no numbers
[[nodiscard]] surrogate::TrainingSet trainingRows(const std::vector<Json>& points, const std::vector<std::string>& kpis,
                                                  const std::vector<std::vector<numerics::Estimate>>& estimates,
                                                  const std::string& response);

}  // namespace mw::experiment
