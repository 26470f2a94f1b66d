// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLabel>
#include <QProgressBar>
#include <QPushButton>
#include <QWidget>

#include "ui/models/analysis/analysis_job.h"

namespace mw::panels {

/// How far an analysis is, with a button that stops it, or what went wrong; takes no room otherwise.
class WorkRow : public QWidget {
  Q_OBJECT
 public:
  /// @param name  of its widgets: "NAME.progress", "NAME.progressText", "NAME.stop", "NAME.problem"
  WorkRow(models::AnalysisJob& job, const QString& name, QWidget* parent = nullptr);

 private:
  void showState();
  void showProgress();

  models::AnalysisJob& job_;
  QWidget* running_;
  QProgressBar* bar_;
  QLabel* text_;
  QPushButton* stop_;
  QLabel* problem_;
};

}  // namespace mw::panels
