// SPDX-License-Identifier: Apache-2.0
#include <chrono>

#include "core/twin/log_columns.h"
#include "core/twin/replay.h"

namespace mw::twin {
namespace {

constexpr std::size_t kRowsBetweenReports = 8192;

ReplayResult replayInOrder(const TwinDefinition& twin, const Log& log, const ReplayOptions& options) {
  const double first_interval_s = log.rowCount() > 1 ? log.t_s[1] - log.t_s[0] : 0.0;
  Replayer replayer(twin, {options.keeps_covariance, options.is_smoothed, first_interval_s});
  LogColumns columns(log);
  std::vector<const double*> reading_columns;
  std::vector<const double*> input_columns;
  for (const TwinSignal& signal : twin.measured) columns.add(signal.name, signal.place, reading_columns);
  for (const TwinInput& input : twin.inputs) columns.add(input.name, input.place, input_columns);
  columns.requireAll();
  requireGrowingTime(log);
  replayer.reserve(log.rowCount());
  std::vector<double> readings(reading_columns.size());
  std::vector<double> inputs(input_columns.size());
  for (std::size_t row = 0; row < log.rowCount(); ++row) {
    for (std::size_t i = 0; i < readings.size(); ++i) readings[i] = reading_columns[i][row];
    for (std::size_t i = 0; i < inputs.size(); ++i) inputs[i] = input_columns[i][row];
    replayer.addRow(log.t_s[row], inputs, readings);
    if ((row + 1) % kRowsBetweenReports != 0) continue;
    if (options.stop.stop_requested()) throw Cancelled("replay stopped, nothing was kept");
    if (options.progress) {
      options.progress({static_cast<double>(row + 1), static_cast<double>(log.rowCount()), "rows"});
    }
  }
  if (options.onFiltered) options.onFiltered(replayer.result());
  return replayer.finish(options.stop);
}

}  // namespace

ReplayResult replay(const TwinDefinition& twin, const Log& log, const ReplayOptions& options) {
  const auto start = std::chrono::steady_clock::now();
  ReplayResult result;
  if (options.late_window_s > 0) {
    LateRows late;
    const Log ordered = inOrder(log, options.late_window_s, late);
    result = replayInOrder(twin, ordered, options);
    noteLateRows(result, late);
  } else {
    result = replayInOrder(twin, log, options);
  }
  result.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  return result;
}

}  // namespace mw::twin
