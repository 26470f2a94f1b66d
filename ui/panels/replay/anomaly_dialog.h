// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QCheckBox>
#include <QDialog>
#include <QDoubleSpinBox>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QProgressBar>
#include <QPushButton>
#include <array>
#include <functional>

#include "ui/models/replay_model.h"

class QGridLayout;

namespace mw::panels {

/// Asks how to look for anomalies: the healthy window (typed, or dragged on a plot while this is open), which tests
/// with which options, which signals; shows the search and what it found, and the sets that are kept.
class AnomalyDialog : public QDialog {
  Q_OBJECT
 public:
  /// @param command  the search as a command line, empty where there is no project
  AnomalyDialog(models::ReplayModel& replay, std::function<QString()> command, QWidget* parent);
  void done(int result) override;

 private:
  QWidget* buildWindow();
  QWidget* buildTests();
  QWidget* buildSignals();
  QWidget* buildKept();
  QWidget* buildFoot();
  QDoubleSpinBox* addOption(QGridLayout& grid, const char* name, const QString& what, const QString& tip, double low,
                            double high, int decimals);
  void takeWindow();
  void takeWishes();
  void showWindow();
  void showLog();
  void showState();
  void showKept();

  models::ReplayModel& replay_;
  std::function<QString()> command_;
  std::shared_ptr<const twin::Log> shown_log_;
  QLineEdit* from_ = nullptr;
  QLineEdit* to_ = nullptr;
  std::array<QCheckBox*, 5> tests_{};
  QListWidget* judged_ = nullptr;
  QCheckBox* wandering_ = nullptr;
  QDoubleSpinBox* margin_ = nullptr;
  QDoubleSpinBox* sigma_ = nullptr;
  QDoubleSpinBox* shift_ = nullptr;
  QDoubleSpinBox* penalty_ = nullptr;
  QDoubleSpinBox* persistence_ = nullptr;
  QDoubleSpinBox* season_ = nullptr;
  QListWidget* kept_ = nullptr;
  QPushButton* remove_ = nullptr;
  QPushButton* restore_ = nullptr;
  QPushButton* find_ = nullptr;
  QPushButton* copy_ = nullptr;
  QProgressBar* progress_ = nullptr;
  QLabel* outcome_ = nullptr;
  bool is_showing_ = false;  ///< what the model says: no wish of the user
};

}  // namespace mw::panels
