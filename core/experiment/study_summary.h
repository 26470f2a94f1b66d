// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "core/experiment/study_run.h"
#include "core/numerics/statistics.h"

namespace mw::experiment {

/// What the replications of each point say: [point][kpi], with 95 % intervals. Runs in which a KPI is undefined are
/// left out of it, so that n tells how many count.
/// @param runs  in any order, of points below point_count, kpi_count values each
[[nodiscard]] std::vector<std::vector<numerics::Estimate>> summarise(const std::vector<StudyRun>& runs,
                                                                     std::size_t point_count, std::size_t kpi_count);

}  // namespace mw::experiment
