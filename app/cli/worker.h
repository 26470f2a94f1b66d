// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <string>

#include "app/cli/verb.h"
#include "core/cluster/worker_pool.h"

namespace mw::cli {

/// How runs are kept apart from the program.
struct IsolationRequest {
  bool is_isolated = false;
  std::string run_limit = "10m";
  std::uint32_t memory_mb = 0;  ///< of a worker; 0 = as much as there is
};

/// Adds --isolated and its bounds.
void addIsolationOptions(CLI::App& verb, IsolationRequest& request);

/// Worker processes of this very program. @param max_parts  as the event engine takes it
[[nodiscard]] cluster::WorkerPool workerPool(const IsolationRequest& request, std::uint32_t max_parts);

/// The verb that those processes run; not for people.
void addWorker(CLI::App& program, Action& action);

}  // namespace mw::cli
