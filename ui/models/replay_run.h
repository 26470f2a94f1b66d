// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <memory>
#include <stop_token>
#include <string>
#include <vector>

#include "core/base/progress.h"
#include "core/twin/replay.h"
#include "ui/models/alarm_table.h"

namespace mw::models {

using KeepReplay = std::function<void(const std::string& twin, const twin::Log&, const twin::ReplayResult&)>;

/// A replay to be run on a worker thread.
struct ReplayOrder {
  std::shared_ptr<const twin::Log> log;
  std::shared_ptr<const twin::TwinDefinition> twin;
  std::string name;          ///< of the twin, under which it is kept
  bool is_smoothed = false;  ///< its estimates given the whole log are wanted, too
  KeepReplay keep;           ///< empty: it is not kept
};

struct Replayed {
  std::shared_ptr<const twin::ReplayResult> result;
  std::shared_ptr<const twin::ReplayResult> smoothed;  ///< null where it is not wanted, or cannot be had
  std::vector<Alarm> alarms;
  std::string smoothing_problem;  ///< why it cannot
};

/// @throws as twin::replay and what keeps the replay do; a twin that cannot be smoothed is no error
[[nodiscard]] Replayed runReplay(const ReplayOrder& order, const std::stop_token& stop, const ProgressSink& progress);

}  // namespace mw::models
