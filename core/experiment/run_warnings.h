// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <string>
#include <vector>

#include "core/events/collect/run_statistics.h"
#include "core/factory/factory.h"

namespace mw::experiment {

/// What makes the results of these runs worth less than they look, each with a cure: warnings of the factory, queues
/// that only grow, nothing that left, windows too short for Little's law, and part-seconds that do not add up, which
/// is a bug of the engine.
/// @param runs  replications of the factory, at least one
[[nodiscard]] std::vector<std::string> runWarnings(const factory::Factory& factory,
                                                   std::span<const events::RunStatistics> runs);

}  // namespace mw::experiment
