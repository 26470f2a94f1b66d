// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QComboBox>
#include <QLabel>
#include <QScrollArea>

#include "ui/models/playback.h"
#include "ui/models/run_passages.h"
#include "ui/panels/kpi/lead_time_plot.h"
#include "ui/panels/plot/plot_view.h"

namespace mw::panels {

/// How parts went through the run that is played, all together or one kind: the cumulative flow diagram over the shared
/// time, with what it says at the time cursor, and the histogram of lead times with median, mean and 95 %. Numbers and
/// pictures are copied from the menu of each plot, numbers by Ctrl+C too.
class PartsView : public QScrollArea {
  Q_OBJECT
 public:
  PartsView(models::SimulationModel& simulation, models::RunPassages& passages, models::Playback& playback,
            const ThemeService& themes, QWidget* parent = nullptr);

 protected:
  void showEvent(QShowEvent* event) override;
  void hideEvent(QHideEvent* event) override;

 private:
  QWidget* buildHead();
  QLabel* addHeading(const QString& name, const QString& text);
  void buildFlow(const ThemeService& themes);
  void addCopyActions(PlotView& plot, std::string (PartsView::*numbers)() const);
  void showKinds();
  void showPassages();
  void showFlow();
  void showTime(double time_s);
  [[nodiscard]] std::optional<std::size_t> kind() const;
  [[nodiscard]] QString kindName() const;
  [[nodiscard]] double warmup_s() const;
  [[nodiscard]] std::string flowNumbers() const;
  [[nodiscard]] std::string leadTimeNumbers() const;

  models::SimulationModel& simulation_;
  models::RunPassages& passages_;
  models::Playback& playback_;
  QVBoxLayout* column_;
  QComboBox* kinds_;
  QLabel* reading_;
  PlotView* flow_;
  QCPGraph* low_;  ///< of the band between the curves
  QCPGraph* high_;
  QCPGraph* entered_;
  QCPGraph* left_;
  QLabel* spread_;
  LeadTimePlot* lead_times_;
};

}  // namespace mw::panels
