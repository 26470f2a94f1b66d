// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <string>
#include <vector>

#include "core/base/json.h"
#include "core/events/collect/run_statistics.h"
#include "core/numerics/statistics.h"

namespace mw::experiment {

/// What a pool of operators did in the measured time, over replications.
struct PoolResult {
  std::string id;
  numerics::Estimate utilisation;  ///< busy_s / open_s; over 1 where work begun on shift is finished after it
  numerics::Estimate wait_mean_s;  ///< from request to grant, over the replications that had requests
  numerics::Estimate busy_s;       ///< unit-seconds in use
  numerics::Estimate open_s;       ///< unit-seconds on shift
};

/// @param runs  replications of one factory, at least one
/// @returns in the factory's order
[[nodiscard]] std::vector<PoolResult> estimatePools(std::span<const events::RunStatistics> runs);

/// {ID: {"utilisation", "wait_mean_s", "busy_s", "open_s"}}; what is undefined is left out.
[[nodiscard]] Json toJson(std::span<const PoolResult> pools);

}  // namespace mw::experiment
