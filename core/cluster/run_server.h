// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

#include "core/experiment/study_runner.h"

namespace mw::cluster {

/// The socket to the program that started this worker, where that is told by nothing else.
inline constexpr int kWorkerSocket = 3;

/// Bounds the memory of this process; what needs more then fails, or crashes, alone. No core is dumped of it either.
/// @param bytes  of address space; 0 = as much as there is
void boundMemory(std::uint64_t bytes);

/// A worker process: makes the runs that a WorkerPool asks for, one after the other, until the pool goes. Where the
/// program that has the pool is killed, the process ends at once, in the middle of a run too.
void serveRuns(int socket, const experiment::Engine& engine);

}  // namespace mw::cluster
