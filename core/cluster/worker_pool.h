// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <memory>
#include <string>
#include <vector>

#include "core/experiment/study_runner.h"

namespace mw::cluster {

struct WorkerOptions {
  std::vector<std::string> command;  ///< a program that calls serveRuns(kWorkerSocket, ...), and its arguments
  std::chrono::milliseconds run_limit{600'000};  ///< a run that takes longer is ended
};

/// Makes runs in processes of their own, one for each thread that asks, so that a run which crashes, hangs or takes all
/// memory costs only itself. The answers are those of the worker's engine, bit for bit.
///
/// A run whose process crashes or ends is tried once more in a new one; one that takes too long is not. What came to
/// nothing is told as RunFailed. A stop ends the processes at once.
class WorkerPool {
 public:
  explicit WorkerPool(WorkerOptions options);
  /// Ends the processes.
  ~WorkerPool();
  WorkerPool(const WorkerPool&) = delete;
  WorkerPool& operator=(const WorkerPool&) = delete;

  /// Lives no longer than the pool. Its models throw RunFailed; InputError as the worker's engine does; Cancelled; and
  /// OutputError where no process can be started.
  [[nodiscard]] experiment::Engine engine();

 private:
  class Workers;
  std::shared_ptr<Workers> workers_;
};

}  // namespace mw::cluster
