// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>

#include "core/kpi/lead_time_histogram.h"
#include "ui/panels/plot/plot_view.h"

namespace mw::panels {

/// Lead times as bars over minutes, hours or seconds, with lines at median, mean and what 95 % stay within. A bar says
/// what it counts when it is pointed at.
class LeadTimePlot : public PlotView {
  Q_OBJECT
 public:
  explicit LeadTimePlot(const ThemeService& themes, QWidget* parent = nullptr);

  /// @param empty  said instead where there is nothing to show
  void setSpread(std::optional<kpi::LeadTimeHistogram> spread, const QString& empty);
  /// What the bar at a place counts; empty beside the bars.
  [[nodiscard]] QString tellAt(const QPointF& place) const;

 protected:
  bool event(QEvent* event) override;

 private:
  void showMark(QCPGraph* mark, double at_s);

  std::optional<kpi::LeadTimeHistogram> spread_;
  double unit_s_ = 60;
  QCPGraph* foot_;
  QCPGraph* bars_;
  QCPGraph* median_;
  QCPGraph* mean_;
  QCPGraph* late_;
};

}  // namespace mw::panels
