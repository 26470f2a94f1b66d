// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QComboBox>
#include <QLineEdit>
#include <QWidget>

#include "ui/models/floor/playback_stops.h"
#include "ui/models/simulation_model.h"

namespace mw::panels {

/// How far one press goes, and where the playback pauses by itself: a step by time, a time to pause at, an element that
/// becomes blocked or down.
class PlaybackBar : public QWidget {
  Q_OBJECT
 public:
  PlaybackBar(models::SimulationModel& simulation, models::Playback& playback, QWidget* parent = nullptr);

 private:
  void addStep();
  void addStops();
  void step(double sign);
  void fillElements();
  void takeWhen();
  void takeTime();

  models::SimulationModel& simulation_;
  models::Playback& playback_;
  models::PlaybackStops* stops_;
  QLineEdit* step_ = nullptr;
  QLineEdit* time_ = nullptr;
  QComboBox* element_ = nullptr;
  QComboBox* state_ = nullptr;
};

}  // namespace mw::panels
