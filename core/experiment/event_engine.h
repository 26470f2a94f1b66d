// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "core/experiment/study_runner.h"

namespace mw::experiment {

/// Runs points in the event engine. Its KPIs are those of the factory as a whole.
[[nodiscard]] Engine eventEngine();

/// Names of what eventEngine() can measure of a factory.
[[nodiscard]] std::vector<std::string> eventKpis(const factory::Factory& factory);

}  // namespace mw::experiment
