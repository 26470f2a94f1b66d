// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QComboBox>
#include <QDialog>
#include <QDoubleSpinBox>
#include <QLabel>
#include <QPushButton>
#include <QSpinBox>
#include <QStandardItemModel>
#include <QTableView>

#include "ui/models/analysis/best_point_search.h"

namespace mw::panels {

/// Asks by what, from which difference on and how surely the best point of a study shall be selected; makes the runs
/// and shows the winner with what became of the others. Stays open beside the study.
class BestPointDialog : public QDialog {
  Q_OBJECT
 public:
  BestPointDialog(models::BestPointSearch& search, QWidget* parent = nullptr);
  void done(int result) override;

 signals:
  /// A point shall be chosen in the study's table.
  void pointWanted(std::size_t point);

 private:
  QWidget* buildForm();
  QWidget* buildAnswer();
  QWidget* buildFoot();
  [[nodiscard]] models::BestPointWishes typed() const;
  void followKpi();
  void start();
  void showStudy();
  void showState();
  void showAnswer();
  void showRows(const models::FoundBestPoint& answer);

  models::BestPointSearch& search_;
  QWidget* form_;
  QComboBox* kpi_;
  QComboBox* direction_;
  QDoubleSpinBox* zone_;
  QDoubleSpinBox* level_;
  QSpinBox* most_;
  QWidget* answer_;
  QLabel* title_;
  QLabel* detail_;
  QLabel* basis_;
  QTableView* table_;
  QStandardItemModel rows_;
  QLabel* reason_;
  QPushButton* show_;
  QPushButton* start_;
  std::shared_ptr<const models::FoundBestPoint> shown_;
  bool waits_for_values_ = false;  ///< of the KPI
};

}  // namespace mw::panels
