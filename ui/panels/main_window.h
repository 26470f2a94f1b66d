// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QElapsedTimer>
#include <QMainWindow>
#include <QTimer>
#include <map>
#include <vector>

#include "ui/jobs/job_service.h"
#include "ui/models/document.h"
#include "ui/models/playback.h"
#include "ui/models/selection.h"
#include "ui/panels/action_table.h"
#include "ui/panels/panel_table.h"
#include "ui/panels/status_board.h"
#include "ui/panels/viewport/viewport.h"

namespace mw::panels {

class CommandPalette;
class FitDialog;
class PanelDock;
class ShortcutSheet;

/// The window: puts bars, hall and panels together and arranges them per workspace. All that it shows is made
/// elsewhere.
class MainWindow : public QMainWindow {
  Q_OBJECT
 public:
  /// What the program hands in; all of it outlives the window.
  struct Context {
    models::Document& document;
    models::Selection& selection;
    models::Playback& playback;
    jobs::JobService& jobs;
    ThemeService& themes;
  };
  explicit MainWindow(const Context& context, const std::vector<PanelEntry>& panels = panelTable());
  ~MainWindow() override;

  [[nodiscard]] Viewport& viewport() { return *viewport_; }
  [[nodiscard]] const PanelServices& services() const { return services_; }
  [[nodiscard]] ActionTable& actions() { return actions_; }
  [[nodiscard]] Workspace workspace() const { return workspace_; }
  void showWorkspace(Workspace workspace);
  /// Every workspace as it was delivered.
  void resetLayout();

 signals:
  /// The user wants another file; the program opens it.
  void openWanted(const QString& file);
  void workspaceChanged(mw::panels::Workspace workspace);

 protected:
  bool eventFilter(QObject* watched, QEvent* event) override;

 private:
  void buildActions();
  void buildEditActions();
  void buildViewActions();
  void buildRunActions();
  void buildPanels(const std::vector<PanelEntry>& panels);
  void arrange(Workspace workspace);
  void sizeAreas();
  void showUndoTexts();
  void advancePlayback();
  void turnSelection();
  void askForFile();
  void openFit();
  void exportFactory();
  /// Does what a user asked for and says why when it cannot be done.
  template <class Work>
  void attempt(Work work);

  ActionTable actions_;
  StatusBoard status_;
  Viewport* viewport_;  ///< owned by the window as its middle
  PanelServices services_;
  CommandPalette* palette_ = nullptr;
  ShortcutSheet* shortcuts_ = nullptr;
  FitDialog* fit_ = nullptr;  ///< made when it is first asked for
  std::vector<PanelDock*> docks_;
  std::map<Workspace, QByteArray> arrangements_;
  Workspace workspace_ = Workspace::Build;
  QTimer frame_;
  QElapsedTimer since_frame_;
};

}  // namespace mw::panels
