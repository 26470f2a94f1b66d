// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "core/events/simulation.h"
#include "core/experiment/precision.h"
#include "core/experiment/warmup_estimate.h"

namespace mw::experiment {

inline constexpr std::uint32_t kMaxReplications = 1U << 24U;

/// How often and how long a factory is simulated.
struct RunPlan {
  double horizon_s = 86400;
  double warmup_s = 0;
  std::uint32_t replications = 1;
  std::uint64_t seed = 1;
  unsigned jobs = 0;                    ///< threads; 0 = one per processor. The results do not depend on it
  std::uint32_t first_replication = 0;  ///< number of the first, counted from 0: re-runs the K-th alone
  std::uint32_t max_parts = events::kDefaultMaxParts;  ///< present at once, per replication; more are refused
  std::vector<PrecisionGoal> precision = {};           ///< replications are added until all are met
  std::uint32_t max_replications = 1000;               ///< which `precision` does not exceed
  std::uint32_t bottleneck_windows = 0;                ///< in which the bottleneck is followed; 0: it is not
  std::optional<WarmupEstimate> found_warmup = {};     ///< where warmup_s comes from; none: it was given
};

}  // namespace mw::experiment
