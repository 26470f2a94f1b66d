// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "core/estimation/bias_test.h"
#include "core/estimation/state_filter.h"
#include "core/twin/health.h"
#include "core/twin/replay_result.h"
#include "core/twin/twin_definition.h"

namespace mw::twin {

/// Raises the voice over the rows of a replay: FAULT where a signal is biased for long, WARNING and CRITICAL where
/// health falls.
class ReplayAlarms {
 public:
  explicit ReplayAlarms(const TwinDefinition& twin);

  /// Who is to blame for a fault; asked at most once a row.
  using Isolate = std::function<std::optional<Isolation>()>;

  /// After a row whose readings were used.
  /// @param is_stale a fault that begins while a signal is stale is not raised
  void testForBias(double t_s, const estimation::StateFilter& filter, bool is_stale, const Isolate& isolate,
                   std::vector<Alert>& alerts);
  /// After every row in which no signal is stale. @param health NaN changes nothing
  void watchHealth(double t_s, double health, std::vector<Alert>& alerts);

 private:
  std::string asset_;
  std::vector<TwinSignal> measured_;
  AlertLevels levels_;
  AlertLadder ladder_;
  std::vector<estimation::BiasTest> biases_;
  std::vector<bool> has_fault_;
};

}  // namespace mw::twin
