// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QButtonGroup>
#include <QComboBox>
#include <QLabel>
#include <QWidget>
#include <array>

#include "ui/models/teach/teach_model.h"

namespace mw::panels {

/// Where the tip is and how it is turned, with buttons that move it along and about the axes of base or tool.
class ToolRows : public QWidget {
  Q_OBJECT
 public:
  explicit ToolRows(models::TeachModel& teach, QWidget* parent = nullptr);

 private:
  void buildAxis(int axis, bool is_turn);
  void jog(int axis, bool is_turn, double sign);
  void show();

  models::TeachModel& teach_;
  QButtonGroup frame_;
  QComboBox* shift_;
  QComboBox* turn_;
  std::array<QLabel*, 6> values_{};
};

}  // namespace mw::panels
