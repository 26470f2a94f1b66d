// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/panel.h"

namespace mw::panels {

Panel::Panel(QWidget* parent) : QFrame(parent) { setProperty("look", "panel"); }

}  // namespace mw::panels
