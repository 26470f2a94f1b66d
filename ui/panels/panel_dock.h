// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDockWidget>

#include "ui/panels/panel_table.h"

namespace mw::panels {

/// The frame of one panel: a quiet header that is also the handle to drag it elsewhere, and the panel.
class PanelDock : public QDockWidget {
  Q_OBJECT
 public:
  PanelDock(const PanelEntry& entry, Panel* panel, QWidget* parent = nullptr);
  [[nodiscard]] const PanelEntry& entry() const { return entry_; }

 private:
  PanelEntry entry_;
};

}  // namespace mw::panels
