// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

#include "ui/models/floor/heat_map.h"
#include "ui/panels/panel.h"

namespace mw::panels {

class FloorShow;

/// What can be shown on the floor, by menu, key or name: "run.bottleneck", "run.flows", "run.heat-..." of which one is
/// on. Adds them to the table.
class FloorActions : public QObject {
  Q_OBJECT
 public:
  FloorActions(const PanelServices& services, FloorShow& show, QObject* parent = nullptr);

  /// The action of a quantity: "run.heat-blocked".
  [[nodiscard]] static QString idOf(models::HeatQuantity quantity);
};

}  // namespace mw::panels
