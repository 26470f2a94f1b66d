// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLabel>
#include <QPushButton>

#include "ui/models/whatif_model.h"
#include "ui/panels/theme/figure_text.h"
#include "ui/panels/whatif/interval_bar.h"
#include "ui/panels/whatif/next_run_row.h"

namespace mw::panels {

/// What the surrogate says: the figure with its interval, whether it is inside the data, what it rests on, and the way
/// to ask the simulation instead. Outside of the data the answer is grey.
class WhatIfAnswer : public QWidget {
  Q_OBJECT
 public:
  WhatIfAnswer(models::WhatIfModel& what_if, const ThemeService& themes, QWidget* parent = nullptr);

  void showAnswer();
  void showSimulated();

 private:
  void buildFigure(const ThemeService& themes);
  void buildTrust();
  void buildSimulate();
  void showFigure();
  void showVerdict();
  void showGrounds();

  models::WhatIfModel& what_if_;
  QLabel* older_;
  FigureLabel* mean_;
  QLabel* unit_;
  QLabel* interval_;
  QLabel* run_interval_;
  IntervalBar* bar_;
  QLabel* domain_;
  QLabel* verdict_;
  QLabel* reason_;
  QLabel* quality_;
  QLabel* why_;
  QPushButton* simulate_;
  NextRunRow* next_;
  FigureLabel* simulated_;
};

}  // namespace mw::panels
