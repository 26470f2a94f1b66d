// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QComboBox>
#include <QDialog>
#include <QLabel>
#include <QProgressBar>
#include <QPushButton>
#include <QStackedLayout>

#include "ui/models/cycle/cycle_model.h"
#include "ui/panels/fit/fit_plot.h"

namespace mw::panels {

class CycleFigureTable;
class CycleForm;

/// Measures a robot's cycle: asks how, shows the times as a histogram beside the present cycle, and puts them into the
/// factory as one step. Not modal; the factory can be changed meanwhile.
class CycleDialog : public QDialog {
  Q_OBJECT
 public:
  CycleDialog(models::Document& document, jobs::JobService& jobs, const ThemeService& themes,
              QWidget* parent = nullptr);
  ~CycleDialog() override;

  /// Comes up for a robot. @param id  anything else: the one it was last for, else the first
  void openFor(const std::string& id);
  [[nodiscard]] models::CycleModel& model() { return model_; }

 private:
  QWidget* buildResult(const ThemeService& themes);
  QWidget* buildFoot();
  QLabel* addText(QWidget* page, const char* name, const char* look);
  void showFactory();
  void showState();
  void showFinding();
  void showForm();
  void use();
  [[nodiscard]] cosimulation::CycleForm form() const;

  models::Document& document_;
  models::CycleModel model_;
  CycleForm* form_ = nullptr;
  QStackedLayout* pages_ = nullptr;
  QLabel* note_ = nullptr;
  FitPlot* plot_ = nullptr;
  CycleFigureTable* figures_ = nullptr;
  QLabel* words_ = nullptr;
  QLabel* routes_ = nullptr;
  QProgressBar* progress_ = nullptr;
  QLabel* message_ = nullptr;
  QComboBox* as_ = nullptr;
  QPushButton* measure_ = nullptr;
  QPushButton* cancel_ = nullptr;
  QPushButton* use_ = nullptr;
};

}  // namespace mw::panels
