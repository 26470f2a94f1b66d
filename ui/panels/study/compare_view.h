// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QComboBox>
#include <QLabel>
#include <set>

#include "ui/models/study_model.h"
#include "ui/panels/study/difference_plot.h"

namespace mw::panels {

/// The points chosen in the table against one of them, in words and as intervals.
class CompareView : public QWidget {
  Q_OBJECT
 public:
  CompareView(const models::StudyModel& study, const ThemeService& themes, QWidget* parent = nullptr);

  void setPoints(const std::set<std::size_t>& points);
  void setResponse(std::size_t response);

 signals:
  /// The best point shall be selected.
  void bestWanted();

 private:
  void showPoints();
  void showComparison();

  const models::StudyModel& study_;
  std::set<std::size_t> points_;
  std::size_t response_ = 0;
  QWidget* head_;
  QComboBox* reference_;
  QLabel* sentences_;
  QLabel* basis_;
  QLabel* hint_;
  DifferencePlot* plot_;
};

}  // namespace mw::panels
