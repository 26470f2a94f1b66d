// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QMainWindow>
#include <map>
#include <vector>

#include "ui/panels/panel_table.h"

namespace mw::panels {

class PanelDock;

/// Where the panels stand around the hall, per workspace: as delivered, or as the user left them. GUI thread.
class WorkspaceDocks {
 public:
  explicit WorkspaceDocks(QMainWindow& window) : window_(window) {}

  /// Puts every panel into a dock, with an action that shows and hides it.
  void add(const std::vector<PanelEntry>& panels, const PanelServices& services);
  [[nodiscard]] Workspace workspace() const { return workspace_; }
  /// Keeps how the panels stand now and shows those of another workspace.
  void show(Workspace workspace);
  /// This workspace as it was delivered.
  void arrange();
  /// Every workspace as it was delivered.
  void reset();
  /// Hides all panels until comeBack(), as while something else fills the window.
  void leave();
  void comeBack();
  [[nodiscard]] std::map<Workspace, QByteArray> arrangements() const;
  /// What cannot be understood is as delivered; panels beyond every screen come back.
  void setArrangements(std::map<Workspace, QByteArray> arrangements);

 private:
  void sizeAreas();
  void bringBack();

  QMainWindow& window_;
  std::vector<PanelDock*> docks_;
  std::map<Workspace, QByteArray> arrangements_;
  Workspace workspace_ = Workspace::Build;
  QByteArray left_;  ///< arrangement to come back to
  bool is_away_ = false;
};

}  // namespace mw::panels
