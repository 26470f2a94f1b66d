// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/events/simulation.h"
#include "core/experiment/study_runner.h"

namespace mw::experiment {

/// Runs points in the event engine. Its KPIs are those of the factory as a whole.
/// @param max_parts  present at once in a run; a point that needs more is refused
[[nodiscard]] Engine eventEngine(std::uint32_t max_parts = events::kDefaultMaxParts);

/// Names of what eventEngine() can measure of a factory.
[[nodiscard]] std::vector<std::string> eventKpis(const factory::Factory& factory);

}  // namespace mw::experiment
