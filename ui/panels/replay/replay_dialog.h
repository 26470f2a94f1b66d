// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QCheckBox>
#include <QComboBox>
#include <QDialog>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QTableWidget>

#include "ui/models/replay_model.h"

namespace mw::panels {

/// How the twin is run over the log: its filter, other values, smoothing; keeping that under a name; and the replay
/// that it is compared with, in figures and in words.
class ReplayDialog : public QDialog {
  Q_OBJECT
 public:
  ReplayDialog(models::ReplayModel& replay, QWidget* parent);

 private:
  QWidget* buildSetup();
  QWidget* buildComparison();
  void takeSetup();
  void showSetup();
  void showNames();
  void showComparison();
  void addFigures(const QString& what, double a, double b, const QString& tip);

  models::ReplayModel& replay_;
  QComboBox* filter_ = nullptr;
  QLineEdit* sets_ = nullptr;
  QCheckBox* smooth_ = nullptr;
  QLabel* state_ = nullptr;
  QLineEdit* name_ = nullptr;
  QPushButton* keep_ = nullptr;
  QComboBox* rival_ = nullptr;
  QTableWidget* figures_ = nullptr;
  QLabel* words_ = nullptr;
};

}  // namespace mw::panels
