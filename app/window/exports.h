// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

#include "ui/models/playback.h"
#include "ui/models/session/project_session.h"
#include "ui/models/simulation_model.h"
#include "ui/models/whatif_model.h"
#include "ui/panels/main_window.h"

namespace mw::app {

/// What leaves the window: what a workspace shows as a line for a shell, a picture, a report.
class Exports : public QObject {
  Q_OBJECT
 public:
  struct Models {
    models::ProjectSession& session;
    models::Document& document;
    models::Playback& playback;
    models::SimulationModel& simulation;
    models::StudyModel& study;
    models::WhatIfModel& what_if;
    models::ReplayModel& replay;
  };
  Exports(panels::MainWindow& window, const Models& models);

  /// What the workspace shows, for a shell; empty when there is nothing yet.
  [[nodiscard]] QString commandFor(panels::Workspace workspace) const;

 private:
  [[nodiscard]] QString runCommand() const;
  [[nodiscard]] QString editCommand() const;
  [[nodiscard]] QString studyCommand() const;
  [[nodiscard]] QString replayCommand() const;
  void copyCommand();
  void exportPicture();
  void exportReport();

  panels::MainWindow& window_;
  Models models_;
};

}  // namespace mw::app
