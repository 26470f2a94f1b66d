// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QComboBox>
#include <QElapsedTimer>
#include <QLabel>
#include <array>

#include "ui/models/floor/vehicle_watch.h"
#include "ui/models/playback.h"
#include "ui/panels/panel.h"

namespace mw::panels {

/// What one vehicle does now: its state, its load, where it is, what it does next. It is chosen by a click in the hall
/// or out of the list.
class VehiclePanel : public Panel {
  Q_OBJECT
 public:
  VehiclePanel(models::VehicleWatch& watch, models::Playback& playback, QWidget* parent = nullptr);

 protected:
  void showEvent(QShowEvent* event) override;

 private:
  void fillChoices();
  void say();

  models::VehicleWatch& watch_;
  models::Playback& playback_;
  QComboBox* choice_;
  QElapsedTimer since_words_;  ///< words that change faster cannot be read
  std::array<QLabel*, 4> facts_{};
};

}  // namespace mw::panels
