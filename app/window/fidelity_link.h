// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

#include "ui/models/motion_model.h"
#include "ui/models/motion_start.h"
#include "ui/models/playback.h"
#include "ui/models/replay_model.h"
#include "ui/models/session/run_memory.h"
#include "ui/models/simulation_model.h"
#include "ui/panels/main_window.h"

namespace mw::app {

/// Who leads the clock: the run of events, the physics, or a recorded log; and what a step is for each.
class FidelityLink : public QObject {
  Q_OBJECT
 public:
  struct Models {
    models::Playback& playback;
    models::SimulationModel& simulation;
    models::MotionModel& motion;
    models::MotionStart& motion_start;
    models::ReplayModel& replay;
    models::RunMemory& run_memory;
  };
  FidelityLink(panels::MainWindow& window, const Models& models);

 private:
  void lead(panels::Workspace workspace);
  void connectSteps();
  void connectFidelity();
  void connectPace();
  void showMotion(bool is_active);
  void showProblem(const QString& problem);

  panels::MainWindow& window_;
  Models models_;
  double speed_of_events_;  ///< while the physics leads
};

}  // namespace mw::app
