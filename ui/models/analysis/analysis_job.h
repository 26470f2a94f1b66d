// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QPointer>
#include <QString>
#include <cstdint>
#include <utility>

#include "ui/jobs/job_service.h"

namespace mw::models {

/// A question that takes a while to answer: asked one at a time, in the background, with progress; what was answered
/// before is kept by whoever derives from this. GUI thread.
class AnalysisJob : public QObject {
  Q_OBJECT
 public:
  ~AnalysisJob() override { stop(); }

  [[nodiscard]] bool isRunning() const { return is_running_; }
  [[nodiscard]] double done() const { return done_; }
  /// 0 while it is not known.
  [[nodiscard]] double total() const { return total_; }
  /// How far it is, in words; empty while nothing is known.
  [[nodiscard]] virtual QString progressText() const { return {}; }
  /// What went wrong last, with its cure; empty when nothing did.
  [[nodiscard]] const QString& problem() const { return problem_; }
  /// Stops what is going on; an earlier answer stays.
  void cancel();
  /// The last that was asked was cancelled before its answer.
  [[nodiscard]] bool wasStopped() const { return was_stopped_; }

 signals:
  /// Begun, ended, answered, or of something older now.
  void changed();
  void progressed();

 protected:
  explicit AnalysisJob(jobs::JobService& jobs, QObject* parent) : QObject(parent), jobs_(jobs) {}

  /// Stops what is going on and begins something else.
  /// @param work  on a thread of its own: Result work(std::stop_token, const ProgressSink&)
  /// @param take  called with the result on the GUI thread, unless it was cancelled meanwhile
  template <class Work, class Take>
  void ask(const QString& name, Work work, Take take) {
    begin();
    follow(jobs_.start(name, this, std::move(work),
                       [this, generation = generation_, take = std::move(take)](const auto& result) {
                         if (generation == generation_) take(result);
                       }));
  }
  /// Stops what nobody needs any more, unlike cancel() not on the user's word.
  void abandon();
  /// What the work counts at the moment, as core says it.
  [[nodiscard]] const QString& counted() const { return counted_; }

 private:
  void begin();
  void follow(jobs::Job* job);
  void end();
  void stop();

  jobs::JobService& jobs_;
  QPointer<jobs::Job> job_;
  std::uint64_t generation_ = 0;  ///< of what is going on; results of an older one are dropped
  bool is_running_ = false;
  bool was_stopped_ = false;
  double done_ = 0;
  double total_ = 0;
  QString counted_;
  QString problem_;
};

}  // namespace mw::models
