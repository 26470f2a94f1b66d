// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <vector>

#include "core/base/json.h"
#include "core/twin/health.h"
#include "core/twin/row_queue.h"
#include "core/twin/sensor_isolation.h"

namespace mw::twin {

/// Something a person should look at.
struct Alert {
  double t_s = 0;  ///< on the log's clock, as Log::t_s
  AlertKind kind = AlertKind::Warning;
  std::string message;
  std::optional<Isolation> isolation = {};  ///< of a FAULT where several signals were read
};

/// WARNING, CRITICAL, STALE, FAULT.
[[nodiscard]] const char* alertLevel(AlertKind kind);

/// What is left of rows whose estimates are gone.
struct ForgottenRows {
  std::size_t rows = 0;
  std::size_t anomalies = 0;
  double health = std::numeric_limits<double>::quiet_NaN();  ///< after the last of them
};

/// What a twin made of a log, column by column: row k of the log is entry k of every column, and entries
/// [k n, (k + 1) n) of those with n values per row. n states, p signals. Where the first rows were forgotten, entry 0
/// is row firstRow().
struct ReplayResult {
  std::vector<std::string> states;    ///< n names
  std::vector<std::string> measured;  ///< p names
  std::vector<std::string> modes;     ///< r names; empty unless the model switches

  std::vector<double> t_s;            ///< 1 per row
  std::vector<double> x;              ///< n per row: mean after the row's readings
  std::vector<double> P_diag;         ///< n per row: variances
  std::vector<double> P;              ///< n x n per row, row by row; empty unless asked for
  std::vector<double> innovation;     ///< p per row, in the units of the signals; NaN = no reading
  std::vector<double> S_diag;         ///< p per row: variances that the twin gives the innovations; NaN = no reading
  std::vector<double> nis;            ///< 1 per row, dimensionless; NaN = no reading
  std::vector<std::uint8_t> anomaly;  ///< 1 where the reading does not fit the model
  std::vector<double> health;         ///< 1 per row, 0 to 1; NaN before the first reading
  std::vector<std::uint8_t> stale;    ///< 1 where a signal's newest reading is too old
  std::vector<double> age_s;          ///< 1 per row: age of the oldest of the signals' newest readings

  std::vector<double> mode_probability;  ///< r per row
  bool is_smoothed = false;              ///< x, P_diag and P are given the whole log

  std::vector<Alert> alerts;          ///< in the order of time
  std::vector<Isolation> isolations;  ///< of anomalous rows with several readings, by row
  double log_likelihood = 0;          ///< sum of log N(innovation; 0, S)
  std::size_t rows = 0;               ///< estimated, with those forgotten
  ForgottenRows forgotten = {};       ///< the first ones, where they were handed on
  double seconds = 0;                 ///< wall time of the computation
  std::size_t held_inputs = 0;        ///< missing input values for which the last one was held
  std::size_t skipped_rows = 0;       ///< rows with readings whose S could not be inverted: predicted only
  LateRows late;                      ///< rows that did not come in the order of time
  std::vector<std::string> warnings;

  [[nodiscard]] std::size_t stateCount() const { return states.size(); }
  [[nodiscard]] std::size_t firstRow() const { return forgotten.rows; }
  [[nodiscard]] std::size_t anomalyCount() const;  ///< among all rows
  [[nodiscard]] double lastHealth() const;         ///< after the last row; NaN without one
};

/// {"states","steps":[{"t_s","x","P_diag","innovation","innovation_sd","nis","anomaly","health","stale"}],
/// "alerts":[{"t_s","level","message"}],"log_likelihood","rows","seconds"}; NaN is null. Anomalous steps and FAULT
/// alerts have "isolation" where several signals were read. A switching model adds "modes" (names) and, in each step,
/// "mode_probability"; where rows may come late or did, "late_rows" says what became of them (LateRows).
/// @param every gives rows 0, every, 2 every, ... (at least 1)
/// @param is_full adds "P" (array of rows) to each step where the result holds it
[[nodiscard]] Json toJson(const ReplayResult& result, std::size_t every, bool is_full);

/// The same document in parts, for who writes steps as they are estimated: what goes before "steps", the step of a row
/// of the log that is still there, and what goes behind.
[[nodiscard]] Json headJson(const ReplayResult& result);
[[nodiscard]] Json stepJson(const ReplayResult& result, std::size_t row, bool is_full);
[[nodiscard]] Json sumsJson(const ReplayResult& result);

/// The same in a few sentences: rows, anomalies, alerts.
[[nodiscard]] std::vector<std::string> inWords(const ReplayResult& result);
/// The sums alone.
[[nodiscard]] std::vector<std::string> sumsInWords(const ReplayResult& result);
[[nodiscard]] std::string inWords(const Alert& alert);

/// Takes note of late rows: the counts, and a warning for each kind.
void noteLateRows(ReplayResult& result, const LateRows& late);

}  // namespace mw::twin
