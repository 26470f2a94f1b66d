// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "core/estimation/noise_em.h"
#include "core/twin/log.h"
#include "core/twin/twin_definition.h"

namespace mw::twin {

/// @throws InputError unless the twin is one linear model of fixed steps behind the filter "kalman"
void requireLinearSteps(const TwinDefinition& twin);

/// The rows of a log as a replay of the twin would use them: steps by the same clock, inputs held in the same way.
/// @param twin of linear steps
/// @throws InputError when a signal or input is not in the log
[[nodiscard]] std::vector<estimation::TrainingRow> trainingRows(const TwinDefinition& twin, const Log& log);

}  // namespace mw::twin
