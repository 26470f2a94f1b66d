// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFrame>
#include <QPointer>

#include "ui/jobs/job_service.h"

class QLabel;
class QPushButton;

namespace mw::panels {

/// A strip at the foot of the hall: what is being read, how far, and the way to stop it; or what went wrong, with cause
/// and cure, until it is closed.
class ImportBar : public QFrame {
  Q_OBJECT
 public:
  explicit ImportBar(QWidget* hall);

  /// Follows a job until it ends.
  void follow(jobs::Job* job, const QString& what);
  void showProblem(const QString& message);
  void showResult(const QString& message);

 protected:
  bool eventFilter(QObject* watched, QEvent* event) override;

 private:
  void say(const QString& text, const char* look);
  void sit();

  QWidget* hall_;
  QLabel* text_;
  QPushButton* button_;
  QPointer<jobs::Job> job_;
  bool has_message_ = false;
};

}  // namespace mw::panels
