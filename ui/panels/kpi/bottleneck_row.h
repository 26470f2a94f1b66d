// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFrame>
#include <QLabel>

#include "ui/models/selection.h"
#include "ui/models/simulation_model.h"
#include "ui/panels/theme/figure_text.h"

namespace mw::panels {

/// Which element limits the factory, in words, with its interval or why nobody can tell. A click selects the
/// candidates.
class BottleneckRow : public QFrame {
  Q_OBJECT
 public:
  BottleneckRow(models::SimulationModel& simulation, models::Selection& selection, QWidget* parent = nullptr);

 protected:
  void mousePressEvent(QMouseEvent* event) override;

 private:
  void show();

  models::SimulationModel& simulation_;
  models::Selection& selection_;
  QLabel* title_;
  QLabel* detail_;
};

}  // namespace mw::panels
