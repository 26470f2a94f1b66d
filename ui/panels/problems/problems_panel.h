// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QListWidget>

#include "ui/models/problems/problem_list.h"
#include "ui/panels/panel.h"

namespace mw::panels {

/// What stands between the factory and a run, as the command line's check says it, with a mark in the hall where it has
/// a place. A click selects and frames the culprit, and names its mark.
class ProblemsPanel : public Panel {
  Q_OBJECT
 public:
  ProblemsPanel(const PanelServices& services, QWidget* parent);

 private:
  void show();
  void addRow(const models::Problem& problem);
  /// Marks what has a place; the current row's with its words.
  void showMarks();

  PanelServices services_;
  models::ProblemList problems_;
  QListWidget* list_ = nullptr;
};

}  // namespace mw::panels
