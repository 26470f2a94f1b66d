// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/floor/floor_actions.h"

#include <QActionGroup>

#include "ui/panels/action_table.h"
#include "ui/panels/floor/floor_show.h"

namespace mw::panels {

using models::HeatQuantity;

QString FloorActions::idOf(HeatQuantity quantity) {
  switch (quantity) {
    case HeatQuantity::Off:
      return QStringLiteral("run.heat-off");
    case HeatQuantity::Utilisation:
      return QStringLiteral("run.heat-utilisation");
    case HeatQuantity::Blocked:
      return QStringLiteral("run.heat-blocked");
    case HeatQuantity::WaitingForParts:
      return QStringLiteral("run.heat-starved");
    case HeatQuantity::WaitingForPeople:
      return QStringLiteral("run.heat-waiting");
    case HeatQuantity::Down:
      return QStringLiteral("run.heat-down");
  }
  return {};
}

FloorActions::FloorActions(const PanelServices& services, FloorShow& show, QObject* parent) : QObject(parent) {
  ActionTable& actions = services.actions;
  QAction* limits = actions.add({QStringLiteral("run.bottleneck"), tr("Mark the bottleneck"), {}, {}, true});
  limits->setChecked(true);
  connect(limits, &QAction::toggled, &show, &FloorShow::setLimitsMarked);
  QAction* flows = actions.add({QStringLiteral("run.flows"), tr("Flows of parts"), {}, {}, true});
  connect(flows, &QAction::toggled, &show, &FloorShow::setFlowsShown);
  auto* heat = new QActionGroup(this);
  for (const HeatQuantity quantity : models::kHeatQuantities) {
    const QString title = tr("Heat map: %1").arg(models::titleOf(quantity));
    QAction* action = actions.add({idOf(quantity), title, {}, {}, true});
    action->setChecked(quantity == HeatQuantity::Off);
    heat->addAction(action);
    connect(action, &QAction::toggled, &show, [&show, quantity](bool is_on) {
      if (is_on) show.setHeat(quantity);
    });
  }
}

}  // namespace mw::panels
