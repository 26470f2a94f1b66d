// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QComboBox>
#include <QLabel>
#include <QPushButton>
#include <QStackedLayout>
#include <QVBoxLayout>

#include "ui/models/whatif_model.h"
#include "ui/panels/panel.h"
#include "ui/panels/plot/plot_view.h"
#include "ui/panels/theme/figure_text.h"
#include "ui/panels/whatif/factor_slider.h"
#include "ui/panels/whatif/interval_bar.h"

namespace mw::panels {

/// Asks the surrogate: a slider per factor, the answer large with its interval, and in words how far it can be trusted.
/// An answer outside of the data is greyed and offers to be simulated.
class WhatIfPanel : public Panel {
  Q_OBJECT
 public:
  WhatIfPanel(models::WhatIfModel& what_if, models::StudyModel& study, const ThemeService& themes,
              QWidget* parent = nullptr);

 private:
  QWidget* buildHead();
  QWidget* buildAnswer();
  QWidget* buildPlot();
  void buildSliders();
  void showState();
  void showAnswer();
  void showVerdict();
  void showCurve();
  void showSimulated();
  void showResponses();

  models::WhatIfModel& what_if_;
  models::StudyModel& study_;
  const ThemeService& themes_;
  QComboBox* response_;
  QPushButton* train_;
  QPushButton* train_first_;
  QLabel* note_;
  QLabel* older_;
  FigureLabel* mean_;
  FigureLabel* interval_;
  IntervalBar* bar_;
  QLabel* verdict_;
  QLabel* quality_;
  QLabel* reason_;
  QPushButton* simulate_;
  FigureLabel* simulated_;
  QVBoxLayout* slider_column_;
  std::vector<FactorSlider*> sliders_;
  std::shared_ptr<const surrogate::GaussianProcess> shown_;  ///< sliders are of this one
  std::size_t curve_factor_ = 0;
  PlotView* plot_;
  QCPGraph* low_;
  QCPGraph* high_;
  QCPGraph* curve_;
  QCPGraph* points_;
  QStackedLayout* pages_;
};

}  // namespace mw::panels
