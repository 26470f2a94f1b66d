// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDialog>
#include <QObject>
#include <QPointer>

#include "ui/models/replay_model.h"
#include "ui/panels/panel.h"

namespace mw::panels {

class ReplayPanel;

/// What can be done with a replay from menus, palette and keys, its dialogs, and the age of its data in the status
/// line.
class ReplayActions : public QObject {
  Q_OBJECT
 public:
  ReplayActions(const PanelServices& services, models::ReplayModel& replay, QObject* parent);

  /// Lets the panel's buttons do what the actions do, also where these come later.
  static void serve(ReplayPanel& panel, ActionTable& actions);

 private:
  void addDetections();
  void findAnomalies();
  void showSetup();
  void showAge();
  [[nodiscard]] QString searchCommand() const;

  PanelServices services_;
  models::ReplayModel& replay_;
  QPointer<QDialog> search_;
  QPointer<QDialog> setup_;
};

}  // namespace mw::panels
