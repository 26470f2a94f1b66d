// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/jobs/job_service.h"

#include <QCoreApplication>
#include <algorithm>
#include <chrono>
#include <mutex>

#include "core/base/error.h"

namespace mw::jobs {
namespace {

/// Passes progress on at most 20 times a second, and always the last one.
class Throttle {
 public:
  bool lets(const Progress& progress) {
    const auto now = std::chrono::steady_clock::now();
    const bool is_last = progress.total > 0 && progress.done >= progress.total;
    const std::scoped_lock lock(mutex_);
    if (!is_last && now - passed_ < std::chrono::milliseconds(50)) return false;
    passed_ = now;
    return true;
  }

 private:
  std::mutex mutex_;
  std::chrono::steady_clock::time_point passed_;
};

}  // namespace

JobService::~JobService() {
  for (Running& running : threads_) running.job->cancel();
  threads_.clear();  // joins
}

Job* JobService::startErased(const QString& name, ErasedWork work) {
  auto* job = new Job(name, this);
  const auto post = [job](std::function<void()> call) {
    QMetaObject::invokeMethod(job, std::move(call), Qt::QueuedConnection);
  };
  auto body = [this, job, post, work = std::move(work), stop = job->stop_.get_token()]() mutable {
    Throttle throttle;
    const ProgressSink progress = [&](const Progress& at) {
      if (!throttle.lets(at)) return;
      post([job, at] { emit job->progressed(at.done, at.total, QString::fromStdString(at.what)); });
    };
    try {
      std::function<void()> delivery = work(stop, progress);
      if (stop.stop_requested()) throw Cancelled();
      post(std::move(delivery));
    } catch (const Cancelled&) {
      post([job] { emit job->cancelled(); });
    } catch (const std::exception& error) {
      post([job, message = QString::fromUtf8(error.what())] { emit job->failed(message); });
    }
    post([this, job] { end(job); });
  };
  threads_.push_back({job, std::jthread(std::move(body))});
  emit started(job);
  emit runningChanged(static_cast<int>(threads_.size()));
  return job;
}

void JobService::end(Job* job) {
  job->is_running_ = false;
  std::erase_if(threads_, [job](const Running& running) { return running.job == job; });
  emit job->ended();
  emit runningChanged(static_cast<int>(threads_.size()));
  job->deleteLater();
}

}  // namespace mw::jobs
