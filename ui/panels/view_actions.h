// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

#include "ui/panels/panel.h"

namespace mw::panels {

/// How the hall is looked at: presets, fit, parallel, plan, section, back and forward, labels, and the theme. The table
/// has the actions already. GUI thread.
class ViewActions : public QObject {
  Q_OBJECT
 public:
  ViewActions(const PanelServices& services, QObject* parent);

 private:
  void connectPresets();
  void connectCamera();
  void connectThemes();

  PanelServices services_;
};

}  // namespace mw::panels
