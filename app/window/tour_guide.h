// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <memory>

#include "ui/models/session/project_session.h"
#include "ui/models/session/tour.h"
#include "ui/models/simulation_model.h"
#include "ui/models/whatif_model.h"
#include "ui/panels/main_window.h"
#include "ui/script/script_player.h"

namespace mw::app {

/// The first-run tour: what its steps look for in the models, its bar in the window, and the scripts that show a step.
class TourGuide : public QObject {
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
  TourGuide(panels::MainWindow& window, const Models& models);

  /// On the example that the tour is about, a draft of the user's own.
  void start();
  /// On what is open.
  void begin();

 private:
  /// What the steps compare with.
  struct Beginning {
    std::shared_ptr<const factory::Factory> factory;
    double time_s = 0;
    double answer = 0;
  };
  std::vector<models::Tour::Step> steps();
  void remember();
  void watch();
  void play(const QString& step);

  panels::MainWindow& window_;
  Models models_;
  Beginning beginning_;
  std::unique_ptr<models::Tour> tour_;
  std::unique_ptr<script::ScriptPlayer> player_;
};

}  // namespace mw::app
