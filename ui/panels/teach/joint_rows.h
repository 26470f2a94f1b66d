// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLabel>
#include <QSlider>
#include <QWidget>
#include <array>

#include "ui/models/teach/teach_model.h"
#include "ui/panels/properties/unit_field.h"

namespace mw::panels {

/// A slider and a field for each joint of the arm, in degrees; their ends are the joint's limits.
class JointRows : public QWidget {
  Q_OBJECT
 public:
  explicit JointRows(models::TeachModel& teach, QWidget* parent = nullptr);

 protected:
  bool eventFilter(QObject* watched, QEvent* event) override;

 private:
  void buildRow(int joint);
  void showRobot();
  void showPosture();

  struct Row {
    QLabel* name = nullptr;
    QSlider* slider = nullptr;
    UnitField* field = nullptr;
  };
  models::TeachModel& teach_;
  std::array<Row, motion::kArmJoints> rows_;
  QLabel* range_;
  bool is_following_ = false;
};

}  // namespace mw::panels
