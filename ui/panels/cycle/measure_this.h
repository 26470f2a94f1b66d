// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

#include "ui/panels/panel.h"

namespace mw::panels {

class PropertyPanel;

/// A button below the cycle of a robot, which measures it, and a line that says when that was done last.
class MeasureThis : public QObject {
  Q_OBJECT
 public:
  MeasureThis(PropertyPanel& panel, const PanelServices& services);

 private:
  void addButton();
  void showRecord();

  PropertyPanel& panel_;
  PanelServices services_;
};

}  // namespace mw::panels
