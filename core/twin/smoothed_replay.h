// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/twin/replay.h"

namespace mw::twin {

/// What the rows so far say of each row, and what the whole log says.
struct SmoothedReplay {
  ReplayResult filtered;
  ReplayResult smoothed;
};

/// Both in one pass over the log: what replay() gives without options.is_smoothed and with it.
/// @throws as replay(), and InputError when the twin's filter cannot smooth
[[nodiscard]] SmoothedReplay replayAndSmooth(const TwinDefinition& twin, const Log& log,
                                             const ReplayOptions& options = {});

}  // namespace mw::twin
