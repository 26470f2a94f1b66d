// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <span>
#include <stop_token>

#include "core/base/progress.h"
#include "core/twin/log.h"
#include "core/twin/replay_result.h"
#include "core/twin/twin_definition.h"

namespace mw::twin {

struct ReplayOptions {
  bool keeps_covariance = false;  ///< fill ReplayResult::P
  std::stop_token stop = {};
  ProgressSink progress = {};  ///< in rows
};

/// Runs a twin over rows as they come, from a log or live. One thread at a time.
///
/// Time. The model goes in steps of dt_s: the interval between two rows is rounded to whole steps by itself (so a
/// jittering clock gives one step per row), as long as the model's clock stays within 0.9 steps of the log's; then it
/// is set right, so rounding never adds up. The first row, like any next step, predicts once with its own input and
/// then takes its readings. Where k > 1 steps lie between two rows, the k - 1 in between hold the previous input (as if
/// they were rows with empty cells) and the last one uses the row's own. Rows within one step share its prediction. A
/// gap of any length costs O(log k).
///
/// Missing values. A missing reading skips its row of the update. A missing input holds its last value, 0 before the
/// first; both are counted.
///
/// Alerts. WARNING and CRITICAL from health, FAULT where one signal is biased for long (BiasTest), STALE where the
/// newest reading of a signal is older than stale_after_intervals x its expected interval; no other alert while a
/// signal is stale.
class Replayer {
 public:
  /// @throws InputError when the model type or filter can't be run
  explicit Replayer(const TwinDefinition& twin, bool keeps_covariance = false);
  ~Replayer();
  Replayer(Replayer&&) noexcept;
  Replayer& operator=(Replayer&&) noexcept;

  /// Room for this many rows, to save moves.
  void reserve(std::size_t rows);

  /// @param t_s      after the stamp of the row before
  /// @param inputs   m, NaN = missing
  /// @param readings p, NaN = missing
  /// @throws NumericalError when the estimate overflows, naming the row
  void addRow(double t_s, std::span<const double> inputs, std::span<const double> readings);

  /// The rows so far.
  [[nodiscard]] const ReplayResult& result() const;
  /// Closes the replay: sorts the alerts by time and adds warnings about what was held or skipped.
  [[nodiscard]] ReplayResult finish();

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

/// Replays a whole log.
/// @throws InputError when the twin can't be run, a signal or input is not in the log (with the nearest name), or
///         stamps do not grow; NumericalError when the estimate overflows; Cancelled when stopped
[[nodiscard]] ReplayResult replay(const TwinDefinition& twin, const Log& log, const ReplayOptions& options = {});

}  // namespace mw::twin
