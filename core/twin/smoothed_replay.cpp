// SPDX-License-Identifier: Apache-2.0
#include "core/twin/smoothed_replay.h"

#include <utility>

namespace mw::twin {

SmoothedReplay replayAndSmooth(const TwinDefinition& twin, const Log& log, const ReplayOptions& options) {
  // Smoothing replaces these alone; innovations, alerts and all else belong to the filter either way.
  struct Estimates {
    std::vector<double> x;
    std::vector<double> P_diag;
    std::vector<double> P;
    std::vector<double> mode_probability;
  } kept;
  ReplayOptions both = options;
  both.is_smoothed = true;
  both.onFiltered = [&](const ReplayResult& filtered) {
    kept = {filtered.x, filtered.P_diag, filtered.P, filtered.mode_probability};
    if (options.onFiltered) options.onFiltered(filtered);
  };
  SmoothedReplay replayed;
  replayed.smoothed = replay(twin, log, both);
  replayed.filtered = replayed.smoothed;
  replayed.filtered.is_smoothed = false;
  replayed.filtered.x = std::move(kept.x);
  replayed.filtered.P_diag = std::move(kept.P_diag);
  replayed.filtered.P = std::move(kept.P);
  replayed.filtered.mode_probability = std::move(kept.mode_probability);
  return replayed;
}

}  // namespace mw::twin
