// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <memory>

#include "app/window/open_models.h"
#include "ui/models/session/tour.h"
#include "ui/panels/main_window.h"
#include "ui/script/script_player.h"

namespace mw::app {

/// The first-run tour: what its steps look for in the models, its bar in the window, and the scripts that show a step.
class TourGuide : public QObject {
  Q_OBJECT
 public:
  TourGuide(panels::MainWindow& window, const OpenModels& models);

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
  OpenModels models_;
  Beginning beginning_;
  std::unique_ptr<models::Tour> tour_;
  std::unique_ptr<script::ScriptPlayer> player_;
};

}  // namespace mw::app
