// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <string>
#include <vector>

#include "core/events/collect/run_statistics.h"
#include "core/experiment/run_plan.h"
#include "core/factory/factory.h"

namespace mw::experiment {

/// What makes the results of these runs worth less than they look, each with a cure: part-seconds that do not add up
/// (a bug of the engine), contents that only grow, a given warm-up that is too short, windows
/// too short for Little's law, and nothing that left.
/// @param runs      replications of the factory by the plan, at least one
/// @param averages  over intervals, the mean over the runs; none: growth and warm-up are not looked at
[[nodiscard]] std::vector<std::string> runWarnings(const factory::Factory& factory, const RunPlan& plan,
                                                   std::span<const events::RunStatistics> runs,
                                                   const events::IntervalAverages& averages);

}  // namespace mw::experiment
