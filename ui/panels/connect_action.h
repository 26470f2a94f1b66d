// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAction>
#include <QObject>

#include "ui/panels/action_table.h"

namespace mw::panels {

/// Says what an action of the table does, as long as `owner` lives.
template <class Run>
void connectAction(const ActionTable& actions, const char* id, QObject* owner, Run run) {
  QObject::connect(actions.action(QLatin1String(id)), &QAction::triggered, owner, [run] { run(); });
}

}  // namespace mw::panels
