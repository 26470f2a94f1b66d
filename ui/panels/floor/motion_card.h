// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFrame>
#include <QLabel>
#include <QListWidget>

#include "ui/models/motion_model.h"
#include "ui/panels/panel.h"

namespace mw::panels {

/// Over the hall while motion is shown: how many parts came through and what went wrong, the newest first. A press on a
/// row shows where it happened.
class MotionCard : public QFrame {
  Q_OBJECT
 public:
  MotionCard(const PanelServices& services, const models::MotionModel& motion, QWidget* hall);

 private:
  bool eventFilter(QObject* watched, QEvent* event) override;
  void tellCounts();
  void listEvents();
  void lookAt(const QListWidgetItem& row);
  void place();

  PanelServices services_;
  const models::MotionModel& motion_;
  QLabel* counts_;
  QListWidget* list_;
};

}  // namespace mw::panels
