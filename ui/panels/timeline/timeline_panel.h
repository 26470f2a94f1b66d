// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLabel>
#include <QScrollArea>
#include <QStackedLayout>

#include "ui/models/playback.h"
#include "ui/models/selection.h"
#include "ui/models/simulation_model.h"
#include "ui/panels/panel.h"
#include "ui/panels/timeline/gantt_view.h"
#include "ui/panels/timeline/scrub_bar.h"

namespace mw::panels {

/// The run over time: a line to scrub on, with its failures, and a Gantt row per machine.
class TimelinePanel : public Panel {
  Q_OBJECT
 public:
  TimelinePanel(models::SimulationModel& simulation, models::Playback& playback, models::Selection& selection,
                const ThemeService& themes, QWidget* parent = nullptr);

 private:
  QWidget* buildChart(const ThemeService& themes);
  void showRun();
  void showState();
  void showTime(double time_s);

  models::SimulationModel& simulation_;
  models::Playback& playback_;
  models::Selection& selection_;
  ScrubBar* scrub_;
  GanttView* gantt_;
  QLabel* note_;
  QStackedLayout* pages_;
};

}  // namespace mw::panels
