// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLabel>
#include <QLayout>
#include <QMainWindow>
#include <QStackedWidget>
#include <functional>
#include <map>
#include <vector>

#include "ui/jobs/job_service.h"
#include "ui/models/document.h"
#include "ui/models/playback.h"
#include "ui/models/selection.h"
#include "ui/panels/action_table.h"
#include "ui/panels/notices.h"
#include "ui/panels/panel_table.h"
#include "ui/panels/status_board.h"
#include "ui/panels/viewport/viewport.h"
#include "ui/panels/workspace_docks.h"

namespace mw::panels {

class CommandPalette;
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
  [[nodiscard]] Workspace workspace() const { return docks_.workspace(); }
  void showWorkspace(Workspace workspace);
  /// Every workspace as it was delivered.
  void resetLayout();
  /// Where panels stand, per workspace.
  [[nodiscard]] std::map<Workspace, QByteArray> arrangements() const { return docks_.arrangements(); }
  /// What cannot be understood is as delivered; panels beyond every screen come back.
  void setArrangements(std::map<Workspace, QByteArray> arrangements) {
    docks_.setArrangements(std::move(arrangements));
  }
  /// What is shown instead of hall and panels while nothing is open; owned by the window from now on.
  void setHomePage(QWidget* page);
  void showHome(bool is_wanted);
  [[nodiscard]] bool isHome() const { return is_home_; }
  /// What is shown instead of the hall until the first file is there, or the home page in its place.
  void showWaiting(const QString& text);
  /// Bars below the top bar.
  [[nodiscard]] Notices& notices() { return *notices_; }
  /// One more of them, hidden until it has something to say; owned by the window from now on.
  void addBar(QWidget* bar) { menuWidget()->layout()->addWidget(bar); }
  /// Asked before the window closes; false keeps it open.
  void setCloseCheck(std::function<bool()> may_close) { may_close_ = std::move(may_close); }

 signals:
  /// The user wants another file, chosen or dropped; the program opens it.
  void openWanted(const QString& file);
  void workspaceChanged(mw::panels::Workspace workspace);
  void homeShown();
  /// The window goes now.
  void closing();

 protected:
  bool eventFilter(QObject* watched, QEvent* event) override;
  void closeEvent(QCloseEvent* event) override;
  void dragEnterEvent(QDragEnterEvent* event) override;
  void dropEvent(QDropEvent* event) override;

 private:
  void buildMiddle();
  void buildStatus();
  void buildTop();
  void buildActions();
  void buildWorkspaceActions();
  void askForFile();
  void exportFactory();

  ActionTable actions_;
  StatusBoard status_;
  Viewport* viewport_;  ///< owned by the window as its middle
  PanelServices services_;
  QStackedWidget* middle_ = nullptr;  ///< the hall, or the home page
  Notices* notices_ = nullptr;
  std::function<bool()> may_close_;
  bool is_home_ = false;
  QLabel* waiting_ = nullptr;  ///< page of the middle, made when it is first asked for
  CommandPalette* palette_ = nullptr;
  ShortcutSheet* shortcuts_ = nullptr;
  WorkspaceDocks docks_{*this};
};

}  // namespace mw::panels
