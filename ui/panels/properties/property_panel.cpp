// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/properties/property_panel.h"
namespace mw::panels {
PropertyPanel::PropertyPanel(const PanelServices&, QWidget* parent) : Panel(parent) {}
}  // namespace mw::panels
