// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <string>
#include <vector>

#include "core/base/json.h"
#include "core/events/collect/run_statistics.h"
#include "core/factory/factory.h"

namespace mw::experiment {

/// A replication in which parts got stuck for good.
struct DeadlockFinding {
  std::uint32_t replication = 0;      ///< counted from 1, as `run --replication` takes it
  double since_s = 0;                 ///< simulated time
  std::vector<std::string> elements;  ///< the cycle, each waits for the next and the last for the first
  bool is_by_cards = false;           ///< some wait for cards of the control
  bool is_by_parts = false;           ///< some wait for parts to fill a load or an assembly
  std::int64_t parts = 0;             ///< that never move again
};

/// @param first_replication  number of runs[0], counted from 0
[[nodiscard]] std::vector<DeadlockFinding> findDeadlocks(const factory::Factory& factory,
                                                         std::span<const events::RunStatistics> runs,
                                                         std::uint32_t first_replication);

/// A sentence for each cycle, with the earliest replication that it stopped.
[[nodiscard]] std::vector<std::string> deadlockWarnings(std::span<const DeadlockFinding> findings);

/// [{"replication", "t_s", "elements", "parts"}]
[[nodiscard]] Json toJson(std::span<const DeadlockFinding> findings);

}  // namespace mw::experiment
