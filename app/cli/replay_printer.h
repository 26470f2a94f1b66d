// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "app/cli/verb.h"
#include "core/twin/replay_result.h"

namespace mw::cli {

struct ReplayPrinterOptions {
  std::size_t every = 1;    ///< prints every N-th step with --json
  bool is_full = false;     ///< prints covariance matrices with --json
  bool is_flushed = false;  ///< each row is out at once
};

/// Tells of a replay while it goes on: steps with --json, one a line; else alerts, and where rows begin not to fit.
class ReplayPrinter {
 public:
  /// @param console must outlive the printer
  ReplayPrinter(const ReplayPrinterOptions& options, const Console& console) : options_(options), console_(console) {}

  /// @param rows estimated since the last call, see twin::ReplayRowsSink
  void add(const twin::ReplayResult& rows);
  /// Whether something was told.
  [[nodiscard]] bool hasBegun() const { return has_begun_; }
  /// The sums, which end the document.
  /// @param ended_early why not all rows are there ("ended_early"); empty = they are
  void finish(const twin::ReplayResult& sums, const std::string& ended_early = {});

 private:
  struct Event {
    double t_s = 0;
    std::string text;
  };
  void beginJson(const twin::ReplayResult& result);
  void addSteps(const twin::ReplayResult& rows);
  void addEvents(const twin::ReplayResult& rows);
  void addAnomalies(const twin::ReplayResult& rows, std::vector<Event>& events);

  ReplayPrinterOptions options_;
  const Console& console_;
  bool has_begun_ = false;
  bool has_steps_ = false;
  std::size_t alerts_told_ = 0;
  std::size_t anomalies_told_ = 0;
  bool is_in_anomaly_ = false;  ///< the last row that had a reading
};

}  // namespace mw::cli
