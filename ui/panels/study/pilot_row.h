// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLabel>
#include <QProgressBar>
#include <QPushButton>

#include "ui/models/study_pilot.h"

namespace mw::panels {

/// Starts pilot runs of one kind, shows how far they are and stops them.
class PilotRow : public QWidget {
  Q_OBJECT
 public:
  /// @param name   of its widgets: NAME, "NAME.cancel", "NAME.progress"
  PilotRow(models::StudyPilot& pilot, models::StudyPilot::Work work, const QString& name, const QString& title,
           QWidget* parent);

  [[nodiscard]] QPushButton* button() const { return start_; }

 signals:
  void started();

 private:
  void showState();

  models::StudyPilot& pilot_;
  models::StudyPilot::Work work_;
  QPushButton* start_;
  QPushButton* cancel_;
  QProgressBar* progress_;
  QLabel* text_;
};

}  // namespace mw::panels
