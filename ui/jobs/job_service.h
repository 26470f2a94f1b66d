// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QPointer>
#include <QString>
#include <functional>
#include <memory>
#include <stop_token>
#include <thread>
#include <type_traits>
#include <vector>

#include "core/base/progress.h"

namespace mw::jobs {

/// One piece of background work, as the window sees it. Lives on the GUI thread; its signals arrive there.
class Job : public QObject {
  Q_OBJECT
 public:
  explicit Job(QString name, QObject* parent = nullptr) : QObject(parent), name_(std::move(name)) {}

  [[nodiscard]] const QString& name() const { return name_; }
  [[nodiscard]] bool isRunning() const { return is_running_; }
  /// Asks the work to stop; finished work is kept by whoever does it. The result is not delivered.
  void cancel() { stop_.request_stop(); }

 signals:
  /// At most 20 times a second.
  void progressed(double done, double total, const QString& what);
  void failed(const QString& message);
  void cancelled();
  /// Last of all, whatever happened.
  void ended();

 private:
  friend class JobService;
  QString name_;
  std::stop_source stop_;
  bool is_running_ = true;
};

/// The one place where the window does long work: a snapshot goes in, progress comes back, one result is delivered on
/// the GUI thread. Core functions know nothing of Qt threads. Outstanding jobs are stopped when the service goes.
class JobService : public QObject {
  Q_OBJECT
 public:
  explicit JobService(QObject* parent = nullptr) : QObject(parent) {}
  ~JobService() override;

  /// @param work     runs on a thread of its own: Result work(std::stop_token, const ProgressSink&); may throw our
  /// errors
  /// @param deliver  called on the GUI thread with the result, unless cancelled, failed or `owner` is gone
  /// @returns the job, owned by the service and deleted after ended()
  template <class Work, class Deliver>
  Job* start(const QString& name, QObject* owner, Work work, Deliver deliver) {
    using Result = std::invoke_result_t<Work, std::stop_token, const ProgressSink&>;
    return startErased(name, [work = std::move(work), deliver = std::move(deliver), owner = QPointer<QObject>(owner)](
                                 std::stop_token stop, const ProgressSink& progress) mutable {
      auto result = std::make_shared<Result>(work(stop, progress));
      return std::function<void()>([result, deliver = std::move(deliver), owner] {
        if (owner) deliver(std::move(*result));
      });
    });
  }

  [[nodiscard]] std::size_t runningCount() const { return threads_.size(); }

 signals:
  void started(mw::jobs::Job* job);
  void runningChanged(int count);

 private:
  /// Does the work and gives back the delivery.
  using ErasedWork = std::function<std::function<void()>(std::stop_token, const ProgressSink&)>;
  Job* startErased(const QString& name, ErasedWork work);
  void end(Job* job);

  struct Running {
    Job* job = nullptr;
    std::jthread thread;
  };
  std::vector<Running> threads_;
};

}  // namespace mw::jobs
