// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QComboBox>
#include <QLabel>
#include <QWidget>
#include <optional>

#include "core/motion/program/robot_programme.h"
#include "ui/panels/properties/unit_field.h"

namespace mw::panels {

/// What can be set of one step: the way, the pose and the speed of a move; how long it waits.
class StepEditor : public QWidget {
  Q_OBJECT
 public:
  explicit StepEditor(QWidget* parent = nullptr);

  /// Shows the step of a programme; hides where there is nothing to set.
  void showStep(const motion::RobotProgramme& programme, std::optional<std::size_t> row);

 signals:
  void changed(const mw::motion::ProgrammeStep& step);

 private:
  void takeSpeed(const QString& text);
  void takeWait(const QString& text);

  QWidget* move_;
  QWidget* wait_;
  QComboBox* way_;
  QComboBox* pose_;
  UnitField* speed_;
  UnitField* wait_s_;
  motion::ProgrammeStep step_;
};

}  // namespace mw::panels
