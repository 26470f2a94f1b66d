// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLabel>
#include <QListWidget>
#include <QPushButton>
#include <QToolButton>
#include <QWidget>
#include <optional>
#include <vector>

#include "ui/models/teach/teach_model.h"
#include "ui/panels/teach/step_editor.h"
#include "ui/panels/theme/theme_service.h"

namespace mw::panels {

/// The steps of the robot's programme in order, each with its time; adds, changes, moves and removes them, and plays
/// the whole in the hall.
class ProgrammeView : public QWidget {
  Q_OBJECT
 public:
  ProgrammeView(models::TeachModel& teach, const ThemeService& themes, QWidget* parent = nullptr);

 private:
  QWidget* buildAdding();
  QWidget* buildOrder(const ThemeService& themes);
  QWidget* buildPlaying();
  void addStep(motion::ProgrammeStep::Kind kind, const QString& text);
  void edit(const QString& text, std::size_t then_row,
            const std::function<motion::RobotProgramme(const motion::RobotProgramme&, std::size_t row)>& edit);
  void showSteps();
  void showTimes();
  void showPlaying();
  void enable();
  [[nodiscard]] std::optional<std::size_t> row() const;

  models::TeachModel& teach_;
  const ThemeService& themes_;
  QListWidget* list_;
  QLabel* nothing_;
  StepEditor* editor_;
  QWidget* order_ = nullptr;    ///< of the chosen step
  QWidget* playing_ = nullptr;  ///< the cycle and its button
  QPushButton* add_move_ = nullptr;
  QToolButton* up_ = nullptr;
  QToolButton* down_ = nullptr;
  QToolButton* remove_ = nullptr;
  QLabel* total_ = nullptr;
  QLabel* finding_ = nullptr;
  QPushButton* play_ = nullptr;
  std::optional<std::size_t> wanted_row_;  ///< after the next change
};

}  // namespace mw::panels
