// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFrame>
#include <QToolButton>

#include "ui/panels/panel.h"

namespace mw::panels {

class FloorShow;

/// Chosen over the hall: heat map, flows, bottleneck.
class FloorChips : public QFrame {
  Q_OBJECT
 public:
  /// Needs the actions of FloorActions.
  FloorChips(const PanelServices& services, FloorShow& show, QWidget* hall);

 private:
  QToolButton* add(const QString& text, const char* name);
  void addSwitch(const QString& text, const char* name, QAction* action);

  FloorShow& show_;
  QToolButton* heat_;
};

}  // namespace mw::panels
