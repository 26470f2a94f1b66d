// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <vector>

#include "app/window/project_session.h"
#include "ui/models/motion_model.h"
#include "ui/models/playback.h"
#include "ui/models/selection.h"
#include "ui/models/simulation_model.h"
#include "ui/models/whatif_model.h"
#include "ui/panels/main_window.h"

namespace mw::app {

/// Everything behind the window: the models, the open file, and who listens to whom. Outlives the window.
class Workbench : public QObject {
  Q_OBJECT
 public:
  explicit Workbench(panels::ThemeService& themes);

  [[nodiscard]] panels::MainWindow::Context context();
  /// The panels of the window, those of the models here included.
  [[nodiscard]] std::vector<panels::PanelEntry> panels();
  /// Joins the models to what the window shows.
  void connectTo(panels::MainWindow& window);
  /// @throws InputError, OutputError
  QString open(const QString& file) { return session_.open(file); }

 private:
  void connectSteps(panels::MainWindow& window);
  void connectFidelity(panels::MainWindow& window);
  void connectStatus(panels::MainWindow& window);
  void lead(panels::Workspace workspace);

  panels::ThemeService& themes_;
  jobs::JobService jobs_;
  models::Document document_{jobs_};
  models::Selection selection_;
  models::Playback playback_;
  models::SimulationModel simulation_{document_, playback_, jobs_};
  models::StudyModel study_{document_, jobs_, {}};
  models::WhatIfModel what_if_{document_, study_, jobs_};
  models::ReplayModel replay_{playback_, jobs_, {}};
  models::MotionModel motion_{document_, playback_};
  ProjectSession session_{document_, study_, replay_};
};

}  // namespace mw::app
