// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QComboBox>
#include <QDialog>
#include <QLabel>
#include <QProgressBar>
#include <QPushButton>
#include <QStackedLayout>
#include <QTableWidget>

#include "ui/models/document.h"
#include "ui/models/fit_model.h"
#include "ui/panels/fit/fit_plot.h"

namespace mw::panels {

/// Fits a distribution to the times of a log and puts it where it belongs: a log, its column, the candidates ranked,
/// histogram and curve of the one that is chosen, and the property that takes it. Not modal; the factory can be changed
/// meanwhile.
class FitDialog : public QDialog {
  Q_OBJECT
 public:
  FitDialog(models::Document& document, jobs::JobService& jobs, const ThemeService& themes, QWidget* parent = nullptr);
  ~FitDialog() override;

  /// Comes up for a property. @param path  empty: the one it was last for, else the first of `element`
  void openFor(const std::string& path, const std::string& element = {});
  [[nodiscard]] models::FitModel& model() { return fit_; }

 protected:
  void dragEnterEvent(QDragEnterEvent* event) override;
  void dropEvent(QDropEvent* event) override;

 private:
  QWidget* buildHead();
  QWidget* buildFit(const ThemeService& themes);
  QWidget* buildFoot();
  void fillTargets();
  void chooseFile();
  void showColumns();
  void showState();
  void showFit();
  void showCandidate();
  void copyJson();
  void apply();
  [[nodiscard]] const numerics::FittedDistribution* candidate() const;

  models::Document& document_;
  models::FitModel fit_;
  QLabel* file_ = nullptr;
  QComboBox* column_ = nullptr;
  QComboBox* target_ = nullptr;
  QStackedLayout* pages_ = nullptr;
  QLabel* note_ = nullptr;
  QProgressBar* progress_ = nullptr;
  QPushButton* cancel_ = nullptr;
  QLabel* summary_ = nullptr;
  QTableWidget* table_ = nullptr;
  FitPlot* plot_ = nullptr;
  QLabel* parameters_ = nullptr;
  QLabel* verdict_ = nullptr;
  QLabel* message_ = nullptr;
  QPushButton* copy_ = nullptr;
  QPushButton* apply_ = nullptr;
};

}  // namespace mw::panels
