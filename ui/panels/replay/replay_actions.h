// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

#include "ui/models/replay_model.h"
#include "ui/panels/panel.h"

namespace mw::panels {

/// What can be done with a replay from menus, palette and keys, and the age of its data in the status line.
class ReplayActions : public QObject {
  Q_OBJECT
 public:
  ReplayActions(const PanelServices& services, models::ReplayModel& replay, QObject* parent);

 private:
  void showAge();

  PanelServices services_;
  models::ReplayModel& replay_;
};

}  // namespace mw::panels
