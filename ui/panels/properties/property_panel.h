// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/panels/panel.h"

namespace mw::panels {
class PropertyPanel : public Panel {
  Q_OBJECT
 public:
  PropertyPanel(const PanelServices& services, QWidget* parent);
};
}  // namespace mw::panels
