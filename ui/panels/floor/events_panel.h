// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLabel>
#include <QTableView>

#include "ui/models/floor/coming_events.h"
#include "ui/models/motion_model.h"
#include "ui/models/selection.h"
#include "ui/models/simulation_model.h"
#include "ui/panels/panel.h"

namespace mw::panels {

/// What comes next in the run that is played: the next event on top, the row at which the next step stands. A click
/// selects the element, whose other rows are then marked; a double click, or Enter, runs on to the row.
class EventsPanel : public Panel {
  Q_OBJECT
 public:
  EventsPanel(models::SimulationModel& simulation, const models::MotionModel& motion, const PanelServices& services,
              QWidget* parent = nullptr);

 protected:
  void showEvent(QShowEvent* event) override;
  void hideEvent(QHideEvent* event) override;

 private:
  void buildTable(const ThemeService& themes);
  void takeRun();
  void runTo(int row);
  /// Why the list is as it is, under it.
  [[nodiscard]] QString source() const;

  models::SimulationModel& simulation_;
  const models::MotionModel& motion_;
  models::Playback& playback_;
  models::Selection& selection_;
  models::ComingEvents events_;
  QTableView* table_;
  QLabel* source_;
};

}  // namespace mw::panels
