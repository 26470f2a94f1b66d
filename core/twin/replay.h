// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
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
  bool is_smoothed = false;       ///< x, P_diag and P given the whole log instead of the rows so far
  std::stop_token stop = {};
  ProgressSink progress = {};  ///< in rows
  double late_window_s = 0;    ///< rows may come this late in the log; 0 = its stamps must grow
  /// Sees every row as it was estimated from the rows before it, once there are no more and before they are smoothed.
  std::function<void(const ReplayResult& filtered)> onFiltered = {};
};

struct ReplayerOptions {
  bool keeps_covariance = false;
  bool is_smoothed = false;     ///< keeps what smoothing needs: n^2 numbers per row
  double first_interval_s = 0;  ///< before the first row, for models of intervals; 0 = their dt_s
  double late_window_s = 0;     ///< rows may come this late; they are then held back until they are settled
};

/// Runs a twin over rows as they come, from a log or live. One thread at a time.
///
/// Time. Models of fixed steps and models of intervals follow the stamps as StepClock says: one step per row of a
/// regular log. Where k > 1 steps lie between two rows, the k - 1 in between hold the previous input (as if they were
/// rows with empty cells) and the last one uses the row's own. Rows within one step share its prediction. A gap of any
/// length costs O(log k) for linear models.
///
/// Order. With a window, rows may come late by up to it and several rows may share a stamp: RowQueue puts them in order
/// before the step. Without one a row is used at once. Either way a row that comes too late, or once more, is left out
/// and counted, as the log reader does.
///
/// Missing values. A missing reading skips its row of the update. A missing input holds its last value, 0 before the
/// first; both are counted.
///
/// Alerts. WARNING and CRITICAL from health, FAULT where one signal is biased for long (BiasTest), STALE where the
/// newest reading of a signal is older than stale_after_intervals x its expected interval; no other alert while a
/// signal is stale.
class Replayer {
 public:
  /// @throws InputError when the model type can't be run, or smoothing is asked of a filter that has none
  explicit Replayer(const TwinDefinition& twin, const ReplayerOptions& options = {});
  ~Replayer();
  Replayer(Replayer&&) noexcept;
  Replayer& operator=(Replayer&&) noexcept;

  /// Room for this many rows, to save moves.
  void reserve(std::size_t rows);

  /// @param t_s      stamp of the row; one that is not after the rows used so far is left out and counted
  /// @param inputs   m, NaN = missing
  /// @param readings p, NaN = missing
  /// @throws NumericalError when the estimate overflows, naming the row
  void addRow(double t_s, std::span<const double> inputs, std::span<const double> readings);

  /// The rows used so far, less those forgotten.
  [[nodiscard]] const ReplayResult& result() const;
  /// Empties the columns of result(), so that memory does not grow with the log; alerts and what is summed up over the
  /// rows stay. Not where rows are to be smoothed.
  void forgetRows();
  /// Closes the replay: smooths it where that was asked for, sorts the alerts by time and adds warnings about what was
  /// held or skipped, and about an extended filter that bends too much.
  /// @throws Cancelled when stopped while smoothing
  [[nodiscard]] ReplayResult finish(const std::stop_token& stop = {});

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

/// Replays a whole log.
/// @throws InputError when the twin can't be run, a signal or input is not in the log (with the nearest name), or
///         stamps do not grow (without a window); NumericalError when the estimate overflows; Cancelled when stopped
[[nodiscard]] ReplayResult replay(const TwinDefinition& twin, const Log& log, const ReplayOptions& options = {});

}  // namespace mw::twin
