// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/analysis/analysis_job.h"

namespace mw::models {

void AnalysisJob::begin() {
  stop();
  is_running_ = true;
  was_stopped_ = false;
  done_ = total_ = 0;
  counted_.clear();
  problem_.clear();
  emit changed();
}

void AnalysisJob::follow(jobs::Job* job) {
  job_ = job;
  const auto of_this = [this, generation = generation_] { return generation == generation_; };
  connect(job, &jobs::Job::progressed, this, [this, of_this](double done, double total, const QString& what) {
    if (!of_this()) return;
    done_ = done;
    total_ = total;
    counted_ = what;
    emit progressed();
  });
  connect(job, &jobs::Job::failed, this, [this, of_this](const QString& message) {
    if (of_this()) problem_ = message;
  });
  connect(job, &jobs::Job::ended, this, [this, of_this] {
    if (of_this()) end();
  });
}

void AnalysisJob::end() {
  is_running_ = false;
  emit changed();
}

void AnalysisJob::stop() {
  ++generation_;
  if (job_) job_->cancel();
}

void AnalysisJob::abandon() {
  stop();
  if (is_running_) end();
}

void AnalysisJob::cancel() {
  was_stopped_ = was_stopped_ || is_running_;
  abandon();
}

}  // namespace mw::models
