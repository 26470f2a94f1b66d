// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QComboBox>
#include <QDoubleSpinBox>
#include <QLabel>
#include <QListWidget>
#include <QSpinBox>
#include <array>

#include "ui/models/analysis/improvement_search.h"
#include "ui/panels/analysis/cost_row.h"
#include "ui/panels/study/guide_page.h"

class QFormLayout;

namespace mw::panels {

/// What shall be improved, what changes may cost, what stays, and how long is simulated.
class ImproveForm : public QWidget {
  Q_OBJECT
 public:
  ImproveForm(models::ImprovementSearch& search, QWidget* parent = nullptr);

  [[nodiscard]] analysis::ImprovementOptions options() const;
  /// What is typed but cannot be read; empty when all can.
  [[nodiscard]] QString problem() const;

 signals:
  void touched();

 private:
  QWidget* buildGoal();
  QWidget* buildRuns();
  QWidget* buildCosts();
  QWidget* buildKeep();
  QSpinBox* addCount(QFormLayout& form, const char* name, const QString& label, const QString& tip);
  DurationField* addTime(QFormLayout& form, const char* name, const QString& label, double& duration_s);
  void followGoal();

  models::ImprovementSearch& search_;
  analysis::ImprovementOptions options_;  ///< what no field shows, and the times that were read
  QComboBox* goal_;
  QComboBox* direction_;
  QDoubleSpinBox* budget_;
  DurationField* horizon_;
  DurationField* warmup_;
  QSpinBox* screening_;
  QSpinBox* replications_;
  std::array<CostRow*, 5> costs_{};
  QListWidget* keep_;
};

}  // namespace mw::panels
