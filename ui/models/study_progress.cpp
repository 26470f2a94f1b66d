// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/study_progress.h"

#include <utility>

namespace mw::models {

void StudyStopwatch::start(double done) {
  clock_.start();
  done_at_start_ = done;
}

StudyProgress StudyStopwatch::progress(double done, double total) const {
  StudyProgress progress{done, total, 0, std::numeric_limits<double>::quiet_NaN()};
  const double elapsed_s = static_cast<double>(clock_.elapsed()) / 1000;
  const double fresh = done - done_at_start_;
  if (fresh > 0 && elapsed_s > 0) {
    progress.runs_per_s = fresh / elapsed_s;
    progress.remaining_s = (total - done) / progress.runs_per_s;
  }
  return progress;
}

void StudyArrivals::add(const experiment::StudyRun& run) {
  const std::scoped_lock lock(mutex_);
  news_.runs.push_back(run);
}

void StudyArrivals::add(const std::vector<Json>& points) {
  const std::scoped_lock lock(mutex_);
  news_.points.insert(news_.points.end(), points.begin(), points.end());
}

void StudyArrivals::say(const std::string& word) {
  const std::scoped_lock lock(mutex_);
  news_.word = word;
}

StudyArrivals::News StudyArrivals::takeAll() {
  const std::scoped_lock lock(mutex_);
  return std::exchange(news_, {});
}

}  // namespace mw::models
