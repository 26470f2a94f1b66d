// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QButtonGroup>
#include <QLabel>
#include <QStackedWidget>

#include "ui/models/teach/teach_model.h"
#include "ui/panels/panel.h"
#include "ui/panels/theme/theme_service.h"

namespace mw::panels {

/// Teaches the selected robot: moves its arm, records poses, builds and plays its programme. Works while it is shown.
class TeachPanel : public Panel {
  Q_OBJECT
 public:
  TeachPanel(models::TeachModel& teach, const ThemeService& themes, QWidget* parent = nullptr);

 signals:
  /// The selected robot is to get an arm.
  void armWanted();
  /// It is to get this one, which comes with the program.
  void presetWanted(const QString& name);

 protected:
  void showEvent(QShowEvent* event) override;
  void hideEvent(QHideEvent* event) override;

 private:
  QWidget* buildMoving(const ThemeService& themes);
  QWidget* buildProblem();
  void showRobot();

  models::TeachModel& teach_;
  QButtonGroup pages_;
  QStackedWidget* stack_;  ///< what is wrong, or the pages
  QStackedWidget* page_;
  QLabel* problem_;
  QWidget* presets_ = nullptr;
  QLabel* refusal_;
};

}  // namespace mw::panels
