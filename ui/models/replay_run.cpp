// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/replay_run.h"

#include <optional>

#include "core/base/error.h"
#include "core/twin/smoothed_replay.h"

namespace mw::models {
namespace {

/// Both in one pass over the log; nothing, and the reason, where the twin's filter cannot smooth.
std::optional<twin::SmoothedReplay> smoothed(const ReplayOrder& order, const twin::ReplayOptions& options,
                                             std::string& problem) {
  if (!order.is_smoothed) return std::nullopt;
  try {
    return twin::replayAndSmooth(*order.twin, *order.log, options);
  } catch (const InputError& error) {
    problem = error.what();
    return std::nullopt;
  }
}

}  // namespace

Replayed runReplay(const ReplayOrder& order, const std::stop_token& stop, const ProgressSink& progress) {
  using Result = twin::ReplayResult;
  const twin::ReplayOptions options{.stop = stop, .progress = progress};
  Replayed replayed;
  if (auto both = smoothed(order, options, replayed.smoothing_problem)) {
    replayed.result = std::make_shared<const Result>(std::move(both->filtered));
    replayed.smoothed = std::make_shared<const Result>(std::move(both->smoothed));
  } else {
    replayed.result = std::make_shared<const Result>(twin::replay(*order.twin, *order.log, options));
  }
  if (order.keep) order.keep(order.name, *order.log, *replayed.result);
  replayed.alarms = alarmsOf({order.log, order.twin, replayed.result});
  twin::letGo(*order.log);
  return replayed;
}

}  // namespace mw::models
