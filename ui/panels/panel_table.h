// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFlags>
#include <functional>
#include <vector>

#include "ui/panels/panel.h"

namespace mw::panels {

/// An arrangement of the same panels for one kind of work.
enum class Workspace { Build = 1, Run = 2, Experiment = 4, Replay = 8 };
Q_DECLARE_FLAGS(Workspaces, Workspace)
Q_DECLARE_OPERATORS_FOR_FLAGS(Workspaces)
inline constexpr Workspaces kEveryWorkspace =
    Workspaces(Workspace::Build) | Workspace::Run | Workspace::Experiment | Workspace::Replay;

enum class PanelArea { Left, Right, Bottom };

/// One panel of the window; another panel is one more line in panelTable().
struct PanelEntry {
  QString id;              ///< object name of its dock and of its action "panel.<id>"
  QString title;           ///< in its header and in menus
  PanelArea area;          ///< where it starts; panels of one area follow the order of the table
  Workspaces workspaces;   ///< where it is shown at first
  int extent = 0;          ///< first size along its area in pixels (height at the sides, width below), 0 = what is left
  bool has_header = true;  ///< panels without one bring their own head and cannot be moved
  std::function<Panel*(const PanelServices&, QWidget* parent)> make;
};

/// Every panel of the window.
[[nodiscard]] std::vector<PanelEntry> panelTable();

}  // namespace mw::panels
