// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <memory>
#include <stop_token>

#include "core/base/progress.h"
#include "core/twin/log.h"
#include "core/twin/replay_result.h"
#include "core/twin/twin_definition.h"

namespace mw::twin {

/// Takes the rows of a replay that were estimated since the call before: the columns hold these rows alone, see
/// ReplayResult::firstRow(); alerts and sums are those of all rows so far.
using ReplayRowsSink = std::function<void(const ReplayResult& rows)>;

struct ReplayStreamOptions {
  bool keeps_covariance = false;  ///< fill ReplayResult::P
  bool is_smoothed = false;       ///< needs all rows: not with a sink
  bool is_row_by_row = false;     ///< the sink gets each row at once, instead of some thousands
  std::stop_token stop = {};
  ProgressSink progress = {};                                ///< in rows
  std::size_t row_count = 0;                                 ///< rows to come, for progress and room; 0 = not known
  std::function<void(const ReplayResult&)> onFiltered = {};  ///< as ReplayOptions::onFiltered
};

/// Replays a log that comes in blocks. Whatever their sizes, the estimates are those of the whole log.
///
/// Memory: with a sink, the rows since its last call, and the alerts; without one, all rows. A first block of one row
/// waits for the second row, for its interval.
class ReplayStream {
 public:
  /// @param twin must outlive the stream
  /// @param sink empty: the result of finish() has all rows
  ReplayStream(const TwinDefinition& twin, const ReplayStreamOptions& options, ReplayRowsSink sink = {});
  ~ReplayStream();
  ReplayStream(const ReplayStream&) = delete;
  ReplayStream& operator=(const ReplayStream&) = delete;

  /// The next rows of the log.
  /// @throws InputError when the twin can't be run, a signal or input is not in the log, or stamps do not grow;
  ///         NumericalError when the estimate overflows; Cancelled when stopped; what the sink throws
  void add(const Log& block);
  /// Hands on what is left. Also after add() has thrown: what was estimated until then.
  /// @returns alerts, sums and warnings, with rows where there is no sink
  [[nodiscard]] ReplayResult finish();

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace mw::twin
