// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QGridLayout>
#include <QWidget>

#include "ui/models/kpi_table.h"

namespace mw::panels {

/// A card for each KPI that the user pinned, three in a row. The pins are kept from one start to the next.
class PinnedCards : public QWidget {
  Q_OBJECT
 public:
  PinnedCards(models::SimulationModel& simulation, const models::KpiTable& kpis, QWidget* parent = nullptr);

  /// What was pinned last time.
  [[nodiscard]] static QStringList keptPins();

 private:
  void keep() const;
  void show();

  models::SimulationModel& simulation_;
  const models::KpiTable& kpis_;
  QGridLayout* grid_;
};

}  // namespace mw::panels
