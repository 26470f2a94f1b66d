// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLabel>
#include <QProgressBar>
#include <QScrollArea>
#include <QStackedLayout>
#include <QTabBar>
#include <QVBoxLayout>

#include "ui/models/kpi_table.h"
#include "ui/models/playback.h"
#include "ui/models/run_charts.h"
#include "ui/models/selection.h"
#include "ui/models/simulation_model.h"
#include "ui/panels/kpi/kpi_card.h"
#include "ui/panels/kpi/pinned_charts.h"
#include "ui/panels/kpi/use_chart.h"
#include "ui/panels/panel.h"
#include "ui/panels/plot/plot_view.h"

namespace mw::panels {

/// What the factory makes: figures with units and 95 % intervals over replications, and how they came about in time.
/// Figures of elements and of the whole are pinned as charts by dropping them here.
class KpiPanel : public Panel {
  Q_OBJECT
 public:
  KpiPanel(models::SimulationModel& simulation, models::RunCharts& charts, models::Playback& playback,
           models::Selection& selection, const ThemeService& themes, QWidget* parent = nullptr);

  /// Puts more about what limits the factory below its row. @param more  becomes a child
  void addToBottleneck(QWidget* more);
  /// Brings up what limits the factory, and what was put below it.
  void bringUpBottleneck();

 private:
  /// A plot of one quantity: mean with band over replications, and the run that is played.
  struct BandPlot {
    PlotView* view = nullptr;
    QCPGraph* low = nullptr;
    QCPGraph* high = nullptr;
    QCPGraph* mean = nullptr;
    QCPGraph* run = nullptr;
  };

  /// Cards and their course in time.
  QWidget* buildCourse(const ThemeService& themes);
  QWidget* buildFigures();
  QWidget* buildPlots(const ThemeService& themes);
  BandPlot buildPlot(const QString& name, const QString& title, QLabel*& heading, QVBoxLayout* column,
                     const ThemeService& themes);
  void buildTabs(QWidget* shown, const ThemeService& themes);
  void takeDrops(const ThemeService& themes);
  /// Where a place of the panel is among the pins; nothing while they are not shown.
  [[nodiscard]] std::optional<std::size_t> placeAt(const QPoint& at) const;
  void bringUp(const models::RunPin& pin);
  void showRun();
  void showReplicated();
  void showState();
  void showTime(double time_s);
  static void show(const BandPlot& plot, const models::BandSeries& band);

  models::SimulationModel& simulation_;
  models::RunCharts& charts_;
  models::Playback& playback_;
  models::Selection& selection_;
  models::KpiTable kpis_;
  models::ElementKpiTable elements_;
  KpiCard* throughput_;
  KpiCard* lead_time_;
  KpiCard* wip_;
  BandPlot throughput_plot_;
  BandPlot wip_plot_;
  QLabel* throughput_heading_;
  QLabel* wip_heading_;
  UseChart* uses_;
  QScrollArea* scroll_;
  QVBoxLayout* limits_;
  PinnedCharts* pinned_;
  QLabel* note_;
  QProgressBar* progress_;
  QStackedLayout* pages_;  ///< the note, or what the tabs show
  QTabBar* tabs_;
};

}  // namespace mw::panels
