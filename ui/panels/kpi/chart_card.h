// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFrame>
#include <QLabel>

#include "ui/models/playback.h"
#include "ui/models/run_charts.h"
#include "ui/panels/plot/plot_view.h"
#include "ui/panels/theme/figure_text.h"

namespace mw::panels {

/// One pinned figure: its name, what it is at the shared cursor, and its course. Its head is dragged to another place;
/// Alt with the arrow keys moves it, Delete takes it off, and so does its menu.
class ChartCard : public QFrame {
  Q_OBJECT
 public:
  ChartCard(models::RunPin pin, models::RunCharts& charts, models::SimulationModel& simulation,
            models::Playback& playback, const ThemeService& themes, QWidget* parent);

  [[nodiscard]] const models::RunPin& pin() const { return pin_; }
  /// "kpi.pinned.oee", "kpi.pinned.mill.busy".
  [[nodiscard]] static QString nameOf(const models::RunPin& pin);

 signals:
  /// @param by  places, -1 is up
  void moveWanted(int by);

 protected:
  void mousePressEvent(QMouseEvent* event) override;
  void mouseMoveEvent(QMouseEvent* event) override;
  void keyPressEvent(QKeyEvent* event) override;
  void contextMenuEvent(QContextMenuEvent* event) override;

 private:
  QWidget* buildHead();
  void buildPlot(const ThemeService& themes);
  void showStanding();
  void showCurves();
  void showTime(double time_s);

  models::RunPin pin_;
  models::RunCharts& charts_;
  models::SimulationModel& simulation_;
  models::Playback& playback_;
  QLabel* title_ = nullptr;
  FigureLabel* value_ = nullptr;
  FigureLabel* rest_ = nullptr;
  QLabel* note_ = nullptr;
  PlotView* plot_ = nullptr;
  QCPGraph* low_ = nullptr;
  QCPGraph* high_ = nullptr;
  QCPGraph* so_far_ = nullptr;
  QCPGraph* moving_ = nullptr;
  std::shared_ptr<const models::RunCurves> shown_;
  QPoint pressed_at_;
};

}  // namespace mw::panels
