// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/cli/verb.h"
#include "core/base/json.h"
#include "core/twin/log.h"
#include "core/twin/open_loop.h"

namespace mw::cli {

/// `replay --open-loop`: predicts a log from its start, and tells how near that comes to the readings.
/// @param every prints every N-th step with --json
[[nodiscard]] int replayOpenLoop(const JsonDocument& twin, const twin::Log& log, const twin::OpenLoopOptions& options,
                                 std::size_t every, Console& console);

}  // namespace mw::cli
