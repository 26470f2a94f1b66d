// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QElapsedTimer>
#include <limits>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "core/base/json.h"
#include "core/experiment/study_run.h"

namespace mw::models {

/// How far a running study is.
struct StudyProgress {
  double done = 0;
  double total = 0;
  double runs_per_s = 0;   ///< of this session, 0 = not known yet
  double remaining_s = 0;  ///< NaN = not known yet
  std::string word = {};   ///< what holds it up, or a cluster's scheduler does
};

/// Measures a session of runs by the clock on the wall.
class StudyStopwatch {
 public:
  /// @param done  runs that an earlier session made
  void start(double done);
  [[nodiscard]] StudyProgress progress(double done, double total) const;

 private:
  QElapsedTimer clock_;
  double done_at_start_ = 0;
};

/// Runs, and points that a sequential design adds, on their way from the workers to the window. Any thread.
class StudyArrivals {
 public:
  struct News {
    std::vector<Json> points;  ///< {FACTOR: value}; they come before their runs
    std::vector<experiment::StudyRun> runs;
    std::optional<std::string> word;  ///< the last that was said
  };
  void add(const experiment::StudyRun& run);
  void add(const std::vector<Json>& points);
  void say(const std::string& word);
  [[nodiscard]] News takeAll();

 private:
  std::mutex mutex_;
  News news_;
};

}  // namespace mw::models
