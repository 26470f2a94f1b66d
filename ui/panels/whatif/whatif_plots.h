// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QButtonGroup>
#include <QComboBox>
#include <QLabel>
#include <QStackedWidget>

#include "ui/panels/plot/plot_view.h"
#include "ui/panels/whatif/slice_view.h"

namespace mw::panels {

/// The surrogate as pictures: the response over one factor, with its 95 % band and the simulated points, or over two.
class WhatIfPlots : public QWidget {
  Q_OBJECT
 public:
  WhatIfPlots(models::WhatIfModel& what_if, const ThemeService& themes, QWidget* parent = nullptr);

  /// The factor that the curve follows.
  void setFactor(std::size_t factor);
  void showPlots();

 private:
  QWidget* buildHead();
  void buildCurve(const ThemeService& themes);
  void showCurve();
  void fillFactors();
  void showSuggestion(std::size_t factor);

  models::WhatIfModel& what_if_;
  QButtonGroup* tabs_;
  QComboBox* x_;
  QComboBox* y_;
  QLabel* against_;
  QStackedWidget* pages_;
  PlotView* plot_;
  QCPGraph* low_ = nullptr;
  QCPGraph* high_ = nullptr;
  QCPGraph* curve_ = nullptr;
  QCPGraph* points_ = nullptr;
  QCPGraph* next_ = nullptr;  ///< the recommended run
  SliceView* slice_;
};

}  // namespace mw::panels
