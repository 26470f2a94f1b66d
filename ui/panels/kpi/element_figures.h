// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>
#include <vector>

#include "ui/models/run_charts.h"
#include "ui/panels/theme/figure_text.h"
#include "ui/panels/theme/theme_service.h"

class QToolButton;

namespace mw::panels {

/// What the last runs say of one element, a row per figure, beside its parameters. A row is dragged onto the figures,
/// or pinned there by its button, Enter or its menu.
class ElementFigures : public QWidget {
  Q_OBJECT
 public:
  ElementFigures(const factory::Element& element, models::RunCharts& charts, models::SimulationModel& simulation,
                 const ThemeService& themes, QWidget* parent);

 private:
  void showFigures();

  models::RunCharts& charts_;
  models::SimulationModel& simulation_;
  const ThemeService& themes_;
  class Row;
  std::vector<Row*> rows_;
};

}  // namespace mw::panels
