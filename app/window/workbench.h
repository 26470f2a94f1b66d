// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <vector>

#include "app/window/user_folders.h"
#include "ui/models/floor/part_trace_model.h"
#include "ui/models/floor/vehicle_watch.h"
#include "ui/models/habits/recent_files.h"
#include "ui/models/habits/settings.h"
#include "ui/models/motion_model.h"
#include "ui/models/motion_start.h"
#include "ui/models/playback.h"
#include "ui/models/selection.h"
#include "ui/models/session/project_session.h"
#include "ui/models/session/run_memory.h"
#include "ui/models/simulation_model.h"
#include "ui/models/teach/teach_model.h"
#include "ui/models/whatif_model.h"
#include "ui/panels/main_window.h"
#include "ui/panels/teach/teach_actions.h"

namespace mw::panels {
class RunShow;
}

namespace mw::app {

/// Everything behind the window: the models, the open file, and who listens to whom. Outlives the window.
class Workbench : public QObject {
  Q_OBJECT
 public:
  Workbench(panels::ThemeService& themes, models::Settings& settings, const UserFolders& folders);

  [[nodiscard]] panels::MainWindow::Context context();
  /// The panels of the window, those of the models here included.
  [[nodiscard]] std::vector<panels::PanelEntry> panels();
  /// Joins the models to what the window shows, and begins to open a file; none: what a start begins with.
  void connectTo(panels::MainWindow& window, const QString& file);

 private:
  void connectFloor(panels::MainWindow& window);
  void connectReplay(panels::MainWindow& window, panels::RunShow& run_show);
  void connectFiles(panels::MainWindow& window, const QString& file);
  void connectStatus(panels::MainWindow& window);
  void connectStudy(panels::MainWindow& window);
  void connectFigures(panels::MainWindow& window);
  void connectAnalyses(panels::MainWindow& window);
  void connectTeaching(panels::MainWindow& window);

  panels::ThemeService& themes_;
  models::Settings& settings_;
  UserFolders folders_;
  jobs::JobService jobs_;
  models::Document document_{jobs_};
  models::Selection selection_;
  models::Playback playback_;
  models::SimulationModel simulation_{document_, playback_, jobs_};
  models::RunCharts charts_{simulation_, document_, jobs_};
  models::PartTraceModel part_{simulation_};
  models::VehicleWatch vehicle_{simulation_};
  models::StudyModel study_{document_, jobs_, {}};
  models::WhatIfModel what_if_{document_, study_, jobs_};
  models::ReplayModel replay_{playback_, jobs_, {}};
  models::MotionModel motion_{document_, playback_};
  models::TeachModel teach_{document_, selection_, jobs_, panels::programmeWriter(document_)};
  models::MotionStart motion_start_{document_, motion_, jobs_};
  models::RecentFiles recent_{folders_.state + "/recent.json", folders_.cache + "/recent"};
  models::ProjectSession session_{document_, study_, replay_, jobs_,
                                  models::Drafts((folders_.state + "/drafts").toStdString())};
  models::RunMemory run_memory_{{session_, simulation_, playback_, charts_, motion_, jobs_}};
};

}  // namespace mw::app
