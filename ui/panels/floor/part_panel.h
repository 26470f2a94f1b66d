// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QComboBox>
#include <QLabel>
#include <QTableView>

#include "ui/models/floor/part_trace_model.h"
#include "ui/panels/panel.h"

namespace mw::panels {

/// The way of one part: which it is, its lead time, its stays. A click on a stay goes to its beginning and selects the
/// element. A part is chosen by its number, out of what the selected element holds now, or by a click in the hall.
class PartPanel : public Panel {
  Q_OBJECT
 public:
  PartPanel(models::SimulationModel& simulation, models::PartTraceModel& part, models::Playback& playback,
            models::Selection& selection, QWidget* parent = nullptr);

 private:
  void fillContents();
  void take(const QString& text);
  void show();

  models::SimulationModel& simulation_;
  models::PartTraceModel& part_;
  models::Playback& playback_;
  models::Selection& selection_;
  QComboBox* number_;
  QLabel* summary_;
  QTableView* stays_;
};

}  // namespace mw::panels
