// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/study_results.h"
#include "ui/panels/plot/plot_view.h"

namespace mw::panels {

/// One response over one factor: every point with its 95 % interval, and the mean over the other factors as a line.
class EffectPlot : public PlotView {
  Q_OBJECT
 public:
  explicit EffectPlot(const ThemeService& themes, QWidget* parent = nullptr);

  void show(const models::StudyResults& results, std::size_t factor, std::size_t response, const QString& unit);

 private:
  QCPGraph* runs_;
  QCPErrorBars* bars_;
  QCPGraph* effect_;
};

}  // namespace mw::panels
