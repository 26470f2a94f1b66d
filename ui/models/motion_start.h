// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QPointer>

#include "ui/jobs/job_service.h"
#include "ui/models/document.h"
#include "ui/models/motion_model.h"

namespace mw::models {

/// Starts motion, and where so many parts will move that this computer may not follow, says before how slow it will be.
/// GUI thread; the computer is measured in a job.
class MotionStart : public QObject {
  Q_OBJECT
 public:
  MotionStart(Document& document, MotionModel& motion, jobs::JobService& jobs, QObject* parent = nullptr);

  /// Starts motion at once or after an answer, as soon as it is known how fast it will be.
  void request();
  /// The answers to asks().
  void goOn();
  void refuse();
  [[nodiscard]] bool isPending() const { return job_ != nullptr || is_asking_; }

 signals:
  /// @param text  how slow motion will be, a sentence
  void asks(const QString& text);
  /// No answer is awaited any more. @param is_refused  motion does not start
  void settled(bool is_refused);

 private:
  void settle(bool is_refused);

  Document& document_;
  MotionModel& motion_;
  jobs::JobService& jobs_;
  QPointer<jobs::Job> job_;
  bool is_asking_ = false;
};

}  // namespace mw::models
