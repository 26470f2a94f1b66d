// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QPointer>

#include "ui/models/study_model.h"
#include "ui/panels/panel.h"

namespace mw::panels {

class StudyGuide;
class StudyPanel;

/// What can be done about studies from menus, palette and keys: the guide to a new one.
class StudyActions : public QObject {
  Q_OBJECT
 public:
  StudyActions(const PanelServices& services, models::StudyModel& study, QWidget* window);

  /// Lets the panel's buttons do what the actions do.
  void serve(StudyPanel& panel);

 signals:
  /// A study was made and waits in the panel.
  void made();

 private:
  void openGuide();

  PanelServices services_;
  models::StudyModel& study_;
  QWidget* window_;
  QPointer<StudyGuide> guide_;
};

}  // namespace mw::panels
