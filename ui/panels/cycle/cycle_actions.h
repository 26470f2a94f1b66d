// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QPointer>

#include "ui/panels/panel.h"

namespace mw::panels {

class CycleDialog;

/// Measures robots from menus, palette, keys and the property panel.
class CycleActions : public QObject {
  Q_OBJECT
 public:
  CycleActions(const PanelServices& services, QWidget* window);
  ~CycleActions() override;

  /// For the selected robot, else for the one it was last for.
  void measure();

 private:
  PanelServices services_;
  QWidget* window_;
  QPointer<CycleDialog> dialog_;
};

}  // namespace mw::panels
