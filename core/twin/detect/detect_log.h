// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <span>
#include <stop_token>
#include <string>
#include <vector>

#include "core/base/progress.h"
#include "core/estimation/detect/detection.h"
#include "core/estimation/detect/level_monitor.h"
#include "core/estimation/detect/normal_model.h"
#include "core/twin/log.h"

namespace mw::twin {

/// What looks for something unusual in a log that nobody has modelled.
enum class DetectMethod {
  Normal,      ///< all signals together against their normal operation: T^2 and Q
  Level,       ///< each signal against its usual level, trend and season
  Cusum,       ///< each signal, small lasting shifts
  Bias,        ///< each signal, the mean over a window (drifting sensors)
  ChangePoint  ///< each signal, where its mean changed, looking back over the whole log
};

/// normal, level, cusum, bias, change-point.
[[nodiscard]] const std::vector<std::string>& detectMethodNames();
[[nodiscard]] const std::string& detectMethodName(DetectMethod method);

/// The rows that are known to be healthy. What lies before them is not looked at.
struct HealthyWindow {
  std::size_t rows = 0;   ///< used unless 0
  double duration_s = 0;  ///< else rows up to this long after its first
  double from_s = 0;      ///< it begins with the first row at least this long after the log's first
};

struct DetectRequest {
  std::vector<DetectMethod> methods = {DetectMethod::Normal};
  HealthyWindow healthy;
  std::vector<std::string> wanted = {};   ///< only these signals; empty = all
  std::vector<std::string> ignored = {};  ///< not these, labels for one
  bool keeps_wandering = false;           ///< see ChosenSignals
  estimation::NormalModelOptions normal;
  estimation::LevelMonitorOptions level;
  std::size_t persistence = 1;         ///< abnormal rows in a row that a detection takes
  double reminder_s = 12 * 3600.0;     ///< people are told at once, then again after this long while it lasts
  double cusum_shift = 1.0;            ///< standard deviations that CUSUM is to find fastest
  double cusum_run_length = 1e5;       ///< healthy readings between its false alarms
  double change_penalty_factor = 1.0;  ///< of the BIC penalty
  std::optional<estimation::NormalModel> model = {};  ///< learned before; the log then needs no healthy window
  std::stop_token stop = {};
  ProgressSink progress = {};  ///< in tests: one per signal, and one for all together
};

/// A signal that is not judged, and why.
struct LeftOutSignal {
  std::string signal;
  std::string why;
};

/// What was found in one log.
struct LogDetections {
  std::string log;
  std::size_t rows = 0;
  std::size_t first_row = 0;        ///< rows before it were not looked at
  std::size_t healthy_rows = 0;     ///< from first_row on
  std::vector<std::string> judged;  ///< names of the signals that were looked at
  std::vector<LeftOutSignal> left_out;
  std::optional<estimation::NormalModel> model;   ///< where Normal was asked for
  std::vector<estimation::Detection> detections;  ///< by test, then by row

  /// Per row, whether any detection covers it.
  [[nodiscard]] std::vector<bool> abnormalRows() const;
  /// Rows at which people are told, rising, each once.
  [[nodiscard]] std::vector<std::size_t> raisedRows() const;
};

/// Looks through logs of one kind with one setting. Each log is judged by its own healthy window; which signals wander
/// too much to be judged is decided for all together (see ChosenSignals).
///
/// @throws InputError when a log lacks a wanted signal, its healthy window is empty or too short, or nothing is left
///         to judge; Cancelled
[[nodiscard]] std::vector<LogDetections> detect(std::span<const Log> logs, const DetectRequest& request);

/// "2014-02-07 14:55:00" (UTC, whole seconds) of a row; empty for a log without dates.
[[nodiscard]] std::string dateOf(const Log& log, std::size_t row);

/// Which test, by how much, over how many readings, which signal: the evidence without the time.
[[nodiscard]] std::string evidenceInWords(const estimation::Detection& detection);
/// 1 - p: how sure it is that the row at its peak is not healthy, by the test's own account.
[[nodiscard]] double certaintyOf(const estimation::Detection& detection);

/// The sentence a person reads: which test, which evidence, how sure, from when to when, which signal.
[[nodiscard]] std::string inWords(const estimation::Detection& detection, const Log& log);

}  // namespace mw::twin
