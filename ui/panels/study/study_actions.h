// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDialog>
#include <QObject>
#include <QPointer>

#include "ui/models/analysis/best_point_search.h"
#include "ui/models/study_model.h"
#include "ui/panels/panel.h"

namespace mw::panels {

class StudyGuide;
class StudyPanel;

/// What can be done about studies from menus, palette and keys: the guide to a new one, and
/// selecting the best point.
class StudyActions : public QObject {
  Q_OBJECT
 public:
  StudyActions(const PanelServices& services, models::StudyModel& study, QWidget* window);
  /// The window would take the dialog down after the search that it shows.
  ~StudyActions() override { delete best_; }

  /// Lets the panel's buttons do what the actions do.
  void serve(StudyPanel& panel);

 signals:
  /// A study was made and waits in the panel.
  void made();

 private:
  void openGuide();
  void selectBest();

  PanelServices services_;
  models::StudyModel& study_;
  QWidget* window_;
  QPointer<StudyGuide> guide_;
  models::BestPointSearch search_;
  QPointer<QDialog> best_;
  QPointer<StudyPanel> panel_;
};

}  // namespace mw::panels
