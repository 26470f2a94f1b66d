// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/events/simulation.h"
#include "core/experiment/study_runner.h"
#include "core/kpi/kpi_value.h"

namespace mw::experiment {

/// Runs points in the event engine. Its KPIs are those of the factory as a whole and of each element.
/// @param max_parts  present at once in a run; a point that needs more is refused
[[nodiscard]] Engine eventEngine(std::uint32_t max_parts = events::kDefaultMaxParts);

/// Names of what eventEngine() can measure of a factory as a whole.
[[nodiscard]] std::vector<std::string> eventKpis(const factory::Factory& factory);
/// And of its elements: "elements/ID/METRIC", element by element, with the metrics that `run` prints.
[[nodiscard]] std::vector<std::string> eventElementKpis(const factory::Factory& factory);

/// What is known of one of these names; of another, the name alone.
[[nodiscard]] kpi::KpiDeclaration eventKpi(const factory::Factory& factory, const std::string& name);

}  // namespace mw::experiment
