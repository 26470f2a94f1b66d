// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <vector>

#include "core/twin/detect/detect_log.h"

namespace mw::twin {

/// Rows of the healthy window of a log.
/// @throws InputError when it is empty or longer than the log
[[nodiscard]] std::size_t healthyRows(const Log& log, const HealthyWindow& healthy);

/// Which signals of a log can be judged by its healthy window.
struct ChosenSignals {
  /// A signal of whose healthy variance more than this lies between the means of ten blocks wanders: the window does
  /// not say what is normal for it. The median over all logs decides, so that one odd window doesn't.
  static constexpr double kMostWander = 0.5;

  std::vector<std::string> moving;  ///< not constant in the healthy window
  std::vector<std::string> steady;  ///< moving, and not wandering
  std::vector<LeftOutSignal> left_out;
};

/// One entry per log.
/// @throws InputError when a log lacks a wanted signal or no signal is moving
[[nodiscard]] std::vector<ChosenSignals> chooseSignals(std::span<const Log> logs, const DetectRequest& request);

}  // namespace mw::twin
