// SPDX-License-Identifier: Apache-2.0
#include "core/twin/replay.h"
#include "core/twin/replay_stream.h"

namespace mw::twin {
namespace {

ReplayResult replayInOrder(const TwinDefinition& twin, const Log& log, const ReplayOptions& options) {
  ReplayStream stream(twin, {.keeps_covariance = options.keeps_covariance,
                             .is_smoothed = options.is_smoothed,
                             .stop = options.stop,
                             .progress = options.progress,
                             .row_count = log.rowCount(),
                             .onFiltered = options.onFiltered});
  stream.add(log);
  return stream.finish();
}

}  // namespace

ReplayResult replay(const TwinDefinition& twin, const Log& log, const ReplayOptions& options) {
  if (!(options.late_window_s > 0)) return replayInOrder(twin, log, options);
  LateRows late;
  ReplayResult result = replayInOrder(twin, inOrder(log, options.late_window_s, late), options);
  noteLateRows(result, late);
  return result;
}

}  // namespace mw::twin
