// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/fit_model.h"
#include "ui/panels/plot/plot_view.h"

namespace mw::panels {

/// The observed times as a histogram, and how many values each bin would hold under a candidate as a curve over it.
class FitPlot : public PlotView {
  Q_OBJECT
 public:
  explicit FitPlot(const ThemeService& themes, QWidget* parent = nullptr);

  /// @param candidate  null: the histogram alone
  void show(const models::ColumnFit& fit, const numerics::FittedDistribution* candidate, const QString& column);
  [[nodiscard]] const QCPGraph& curve() const { return *curve_; }

 private:
  void applyBars();

  const ThemeService& themes_;
  QCPBars* bars_;
  QCPGraph* curve_;
};

}  // namespace mw::panels
