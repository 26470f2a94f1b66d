// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLabel>
#include <QProgressBar>
#include <QPushButton>

#include "ui/models/study_model.h"

namespace mw::panels {

/// Runs, stops and resumes the study: how far it is, how fast, how long still, and what went wrong.
class RunBar : public QWidget {
  Q_OBJECT
 public:
  explicit RunBar(models::StudyModel& study, QWidget* parent = nullptr);

 private:
  QWidget* buildButtons();
  void showState();
  void showProgress();
  [[nodiscard]] QString missedText() const;

  models::StudyModel& study_;
  models::ClusterWishes wishes_;  ///< of the last run on a cluster
  QLabel* count_;
  QPushButton* run_;
  QPushButton* run_on_;
  QPushButton* cancel_;
  QProgressBar* progress_;
  QLabel* progress_text_;
  QLabel* problem_;
};

}  // namespace mw::panels
