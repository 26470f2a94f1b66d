// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/habits/recent_files.h"
#include "ui/models/playback.h"
#include "ui/models/selection.h"
#include "ui/models/session/project_session.h"
#include "ui/models/simulation_model.h"
#include "ui/panels/main_window.h"

namespace mw::app {

class TourGuide;

/// What somebody meets who starts the program for the first time and names no file: a line that runs, the machine that
/// limits it selected, first steps beside it. The line is a draft, and among the recent files only once it is edited.
class FirstWindow {
 public:
  struct Models {
    models::Document& document;
    models::ProjectSession& session;
    models::Selection& selection;
    models::Playback& playback;
    models::SimulationModel& simulation;
    models::RecentFiles& recent;
  };
  FirstWindow(panels::MainWindow& window, const Models& models) : window_(window), models_(models) {}

  /// Nobody has closed a window here yet, nor opened a file.
  [[nodiscard]] static bool isWanted(const QString& window_file, const models::RecentFiles& recent);
  /// In the background, as every file.
  void open(TourGuide& tour);

 private:
  void show(TourGuide& tour) const;

  panels::MainWindow& window_;
  Models models_;
};

}  // namespace mw::app
