// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QComboBox>
#include <QDoubleSpinBox>
#include <QLabel>
#include <QWidget>

#include "ui/models/log_import_model.h"

namespace mw::panels {

/// What becomes of rows whose clock goes back: left out, put in order within some seconds, or a new log; and in plain
/// words what that makes of this file.
class BackwardsField : public QWidget {
  Q_OBJECT
 public:
  BackwardsField(models::LogImportModel& model, QWidget* parent);

 private:
  void choose(twin::BackwardsPolicy policy);
  void setWindow(double window_s);
  void show();

  models::LogImportModel& model_;
  QComboBox* policy_;
  QDoubleSpinBox* window_;
  QLabel* story_;
};

}  // namespace mw::panels
