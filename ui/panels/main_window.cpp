// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/main_window.h"

#include <QAbstractButton>
#include <QApplication>
#include <QDragEnterEvent>
#include <QFileDialog>
#include <QGuiApplication>
#include <QKeyEvent>
#include <QMenu>
#include <QMimeData>
#include <QScreen>
#include <QStatusBar>
#include <QUndoStack>
#include <QVBoxLayout>
#include <array>
#include <chrono>
#include <numbers>

#include "ui/commands/edits.h"
#include "ui/panels/command_palette.h"
#include "ui/panels/fit/fit_dialog.h"
#include "ui/panels/import/import_show.h"
#include "ui/panels/layout_actions.h"
#include "ui/panels/panel_dock.h"
#include "ui/panels/shortcut_sheet.h"
#include "ui/panels/status_line.h"
#include "ui/panels/theme/theme_service.h"
#include "ui/panels/top_bar.h"

namespace mw::panels {
namespace {

constexpr int kLeftWidth = 236;
constexpr int kRightWidth = 292;
constexpr int kBottomHeight = 332;  ///< the figures down to the axis of their first chart
constexpr std::chrono::milliseconds kFrame{16};

struct WorkspaceAction {
  Workspace workspace;
  const char* action;
};
constexpr std::array<WorkspaceAction, 4> kWorkspaces = {{{Workspace::Build, "workspace.build"},
                                                         {Workspace::Run, "workspace.run"},
                                                         {Workspace::Experiment, "workspace.experiment"},
                                                         {Workspace::Replay, "workspace.replay"}}};

Qt::DockWidgetArea areaOf(PanelArea area) {
  switch (area) {
    case PanelArea::Left:
      return Qt::LeftDockWidgetArea;
    case PanelArea::Right:
      return Qt::RightDockWidgetArea;
    case PanelArea::Bottom:
      return Qt::BottomDockWidgetArea;
  }
  return Qt::BottomDockWidgetArea;
}

/// Lines of text need little, a timeline some, tables and plots that are the work itself half the window.
int bottomHeightOf(Workspace workspace) {
  switch (workspace) {
    case Workspace::Build:
      return 116;
    case Workspace::Run:
      return kBottomHeight;
    case Workspace::Experiment:
      return 420;
    case Workspace::Replay:
      return 470;
  }
  return kBottomHeight;
}

}  // namespace

template <class Work>
void MainWindow::attempt(Work work) {
  try {
    work();
  } catch (const Error& error) {
    status_.say(QString::fromUtf8(error.what()), StatusBoard::Tone::Alarm);
  }
}

MainWindow::MainWindow(const Context& context, const std::vector<PanelEntry>& panels)
    : actions_(context.themes, this),
      viewport_(new Viewport(context.document, context.selection, context.themes, status_, this)),
      services_{context.document, context.selection, context.playback, context.jobs,
                context.themes,   actions_,          status_,          *viewport_} {
  setObjectName(QStringLiteral("mainWindow"));
  setWindowTitle(QStringLiteral("Millwright"));
  setDockOptions(AnimatedDocks | AllowNestedDocks | AllowTabbedDocks);
  setCorner(Qt::BottomLeftCorner, Qt::BottomDockWidgetArea);
  setCorner(Qt::BottomRightCorner, Qt::BottomDockWidgetArea);
  setAcceptDrops(true);
  middle_ = new QStackedWidget(this);
  middle_->addWidget(viewport_);
  setCentralWidget(middle_);
  auto* imports = new ImportShow(*viewport_, services_.document, services_.jobs);
  connect(viewport_, &Viewport::fileDropped, this, [this, imports](const QString& file, const QString& element) {
    if (!imports->importDropped(element.toStdString(), file)) emit openWanted(file);
  });
  buildActions();
  buildPanels(panels);
  buildTop();
  auto* status_line = new StatusLine(services_, this);
  auto* status_bar = new QStatusBar(this);
  status_bar->setSizeGripEnabled(false);
  status_bar->setContentsMargins(0, 0, 0, 0);
  status_bar->addWidget(status_line, 1);
  setStatusBar(status_bar);
  palette_ = new CommandPalette(services_, this);
  shortcuts_ = new ShortcutSheet(services_, this);
  connect(status_line, &StatusLine::problemsClicked, actions_.action(QStringLiteral("panel.problems")),
          &QAction::trigger);
  connect(viewport_, &Viewport::contextMenuWanted, this, [this](const QPoint& at) {
    QMenu menu;
    for (const char* id :
         {"view.fit-selection", "edit.rename", "edit.cut", "edit.copy", "edit.paste", "edit.duplicate", "edit.turn",
          "arrange.group", "arrange.lock", "view.hide", "view.isolate", "draw.edit-path", "edit.delete"}) {
      menu.addAction(actions_.action(QLatin1String(id)));
    }
    menu.exec(at);
  });
  frame_.setObjectName(QStringLiteral("window.playback"));
  frame_.setInterval(kFrame);
  connect(&frame_, &QTimer::timeout, this, &MainWindow::advancePlayback);
  connect(&services_.playback, &models::Playback::playingChanged, this, [this](bool is_playing) {
    since_frame_.start();
    is_playing ? frame_.start() : frame_.stop();
  });
  qApp->installEventFilter(this);
  resize(1600, 1000);
  arrange(workspace_);
}

MainWindow::~MainWindow() {
  qApp->removeEventFilter(this);
}

void MainWindow::buildTop() {
  auto* top = new QWidget(this);
  auto* column = new QVBoxLayout(top);
  column->setContentsMargins(0, 0, 0, 0);
  column->setSpacing(0);
  notices_ = new Notices(services_.themes, top);
  column->addWidget(new TopBar(services_, top));
  column->addWidget(notices_);
  setMenuWidget(top);
}

void MainWindow::buildActions() {
  for (const ActionEntry& entry : windowActions()) actions_.add(entry);
  const auto on = [this](const char* id, auto run) {
    connect(actions_.action(QLatin1String(id)), &QAction::triggered, this, [run] { run(); });
  };
  on("file.open", [this] { askForFile(); });
  on("file.export", [this] { exportFactory(); });
  on("file.quit", [this] { close(); });
  on("help.find", [this] { palette_->open(); });
  on("help.shortcuts", [this] { shortcuts_->open(); });
  buildEditActions();
  buildViewActions();
  buildRunActions();
  new LayoutActions(services_, this);
  for (const ActionEntry& entry : actions_.entries()) addAction(actions_.action(entry.id));
  connect(&actions_, &ActionTable::added, this, [this](QAction* action) { addAction(action); });
}

void MainWindow::buildEditActions() {
  const auto on = [this](const char* id, auto run) {
    connect(actions_.action(QLatin1String(id)), &QAction::triggered, this, [run] { run(); });
  };
  QUndoStack& undo = services_.document.undoStack();
  on("edit.undo", [&undo] { undo.undo(); });
  on("edit.redo", [&undo] { undo.redo(); });
  actions_.action(QStringLiteral("edit.redo"))->setShortcuts({QKeySequence("Ctrl+Shift+Z"), QKeySequence("Ctrl+Y")});
  connect(&undo, &QUndoStack::indexChanged, this, &MainWindow::showUndoTexts);
  showUndoTexts();
  on("edit.delete", [this] {
    attempt([this] {
      const std::vector<std::string> ids = services_.selection.ids();
      commands::removeElements(services_.document, ids);
      services_.selection.clear();
    });
  });
  on("edit.turn", [this] { turnSelection(); });
  on("edit.fit-distribution", [this] { openFit(); });
  on("edit.rename", [this] {
    if (auto* name = findChild<QWidget*>(QStringLiteral("properties.id"))) name->setFocus(Qt::ShortcutFocusReason);
  });
  on("edit.select-all", [this] {
    std::vector<std::string> ids;
    for (const scene::SceneElement& element : viewport_->hall().visibleElements()) ids.push_back(element.id);
    services_.selection.set(std::move(ids));
  });
  on("edit.select-none", [this] { services_.selection.clear(); });
  const auto enable = [this] {
    for (const char* id : {"edit.delete", "edit.turn", "edit.rename", "view.fit-selection"}) {
      actions_.action(QLatin1String(id))->setEnabled(!services_.selection.ids().empty());
    }
  };
  connect(&services_.selection, &models::Selection::changed, this, enable);
  enable();
}

void MainWindow::buildViewActions() {
  const auto on = [this](const char* id, auto run) {
    connect(actions_.action(QLatin1String(id)), &QAction::triggered, this, [run] { run(); });
  };
  on("view.top", [this] { viewport_->lookFrom(scene::ViewPreset::Top); });
  on("view.front", [this] { viewport_->lookFrom(scene::ViewPreset::Front); });
  on("view.right", [this] { viewport_->lookFrom(scene::ViewPreset::Right); });
  on("view.iso", [this] { viewport_->lookFrom(scene::ViewPreset::Iso); });
  on("view.fit", [this] { viewport_->frameAll(); });
  on("view.fit-selection", [this] { viewport_->frameSelection(); });
  on("view.reset-layout", [this] { resetLayout(); });
  buildCameraActions();
  QAction* labels = actions_.action(QStringLiteral("view.labels"));
  labels->setChecked(true);
  connect(labels, &QAction::toggled, viewport_, &Viewport::setLabelsVisible);

  auto* themes = new QActionGroup(this);
  const auto theme = [&](const char* id, ThemePreference preference) {
    QAction* action = actions_.action(QLatin1String(id));
    themes->addAction(action);
    action->setChecked(services_.themes.preference() == preference);
    connect(action, &QAction::triggered, this, [this, preference] { services_.themes.setPreference(preference); });
    connect(&services_.themes, &ThemeService::preferenceChanged, action,
            [action, preference](ThemePreference chosen) { action->setChecked(chosen == preference); });
  };
  theme("theme.light", ThemePreference::Light);
  theme("theme.dark", ThemePreference::Dark);
  theme("theme.system", ThemePreference::System);

  auto* workspaces = new QActionGroup(this);
  for (const auto& [workspace, id] : kWorkspaces) {
    QAction* action = actions_.action(QLatin1String(id));
    workspaces->addAction(action);
    action->setChecked(workspace == workspace_);
    connect(action, &QAction::triggered, this, [this, chosen = workspace] { showWorkspace(chosen); });
  }
}

void MainWindow::buildCameraActions() {
  QAction* parallel = actions_.action(QStringLiteral("view.parallel"));
  QAction* plan = actions_.action(QStringLiteral("view.plan"));
  QAction* cut = actions_.action(QStringLiteral("view.section"));
  QAction* back = actions_.action(QStringLiteral("view.back"));
  QAction* forward = actions_.action(QStringLiteral("view.forward"));
  connect(parallel, &QAction::triggered, viewport_, &Viewport::setParallel);
  connect(plan, &QAction::triggered, viewport_, &Viewport::setPlan);
  connect(cut, &QAction::toggled, viewport_, &Viewport::setCutOpen);
  connect(back, &QAction::triggered, viewport_, &Viewport::goBack);
  connect(forward, &QAction::triggered, viewport_, &Viewport::goForward);
  const auto show = [this, parallel, plan, back, forward] {
    parallel->setChecked(viewport_->camera().is_parallel);
    plan->setChecked(viewport_->isPlan());
    back->setEnabled(viewport_->viewHistory().canGoBack());
    forward->setEnabled(viewport_->viewHistory().canGoForward());
  };
  connect(viewport_, &Viewport::cameraChanged, this, show);
  connect(viewport_, &Viewport::viewHistoryChanged, this, show);
  show();
}

void MainWindow::buildRunActions() {
  models::Playback& playback = services_.playback;
  const auto on = [this](const char* id, auto run) {
    connect(actions_.action(QLatin1String(id)), &QAction::triggered, this, [run] { run(); });
  };
  on("run.play", [&playback] { playback.toggle(); });
  on("run.to-start", [&playback] { playback.seek(0); });
  on("run.to-end", [&playback] { playback.seek(playback.duration_s()); });
  on("run.slower", [&playback] { playback.setWantedSpeed(playback.wantedSpeed() / 2); });
  on("run.faster", [&playback] { playback.setWantedSpeed(playback.wantedSpeed() * 2); });
}

void MainWindow::buildPanels(const std::vector<PanelEntry>& panels) {
  for (const PanelEntry& entry : panels) {
    auto* dock = new PanelDock(entry, entry.make(services_, this), this);
    docks_.push_back(dock);
    QAction* shown = actions_.add({QStringLiteral("panel.") + entry.id, entry.title, {}, {}, true});
    connect(shown, &QAction::triggered, dock, [dock, shown] {
      dock->setVisible(shown->isChecked());
      if (shown->isChecked()) dock->raise();
    });
    connect(dock, &QDockWidget::visibilityChanged, shown, [shown, dock] { shown->setChecked(!dock->isHidden()); });
  }
}

void MainWindow::showWorkspace(Workspace workspace) {
  showHome(false);
  if (workspace == workspace_) return;
  arrangements_[workspace_] = saveState();
  workspace_ = workspace;
  // What if asks for height, down to the curve below its sliders.
  setCorner(Qt::BottomRightCorner,
            workspace == Workspace::Experiment ? Qt::RightDockWidgetArea : Qt::BottomDockWidgetArea);
  const auto found = std::find_if(kWorkspaces.begin(), kWorkspaces.end(),
                                  [workspace](const WorkspaceAction& w) { return w.workspace == workspace; });
  actions_.action(QLatin1String(found->action))->setChecked(true);
  const auto kept = arrangements_.find(workspace);
  if (kept == arrangements_.end() || !restoreState(kept->second)) arrange(workspace);
  bringPanelsBack();
  viewport_->setHandlesVisible(workspace == Workspace::Build);
  emit workspaceChanged(workspace);
}

std::map<Workspace, QByteArray> MainWindow::arrangements() const {
  std::map<Workspace, QByteArray> all = arrangements_;
  all[workspace_] = is_home_ ? away_from_home_ : saveState();
  return all;
}

void MainWindow::setArrangements(std::map<Workspace, QByteArray> arrangements) {
  arrangements_ = std::move(arrangements);
  const auto kept = arrangements_.find(workspace_);
  if (kept == arrangements_.end()) return;
  if (restoreState(kept->second)) {
    bringPanelsBack();
  } else {
    arrange(workspace_);
  }
}

void MainWindow::bringPanelsBack() {
  for (PanelDock* dock : docks_) {
    if (dock->isFloating() && QGuiApplication::screenAt(dock->geometry().center()) == nullptr) dock->setFloating(false);
  }
}

void MainWindow::setHomePage(QWidget* page) {
  middle_->insertWidget(1, page);
}

void MainWindow::showWaiting(const QString& text) {
  if (waiting_ == nullptr) {
    waiting_ = new QLabel(middle_);
    waiting_->setObjectName(QStringLiteral("waiting"));
    waiting_->setProperty("look", "quiet");
    waiting_->setAlignment(Qt::AlignCenter);
    middle_->addWidget(waiting_);
  }
  waiting_->setText(text);
  middle_->setCurrentWidget(waiting_);
}

void MainWindow::showHome(bool is_wanted) {
  if (!is_wanted && middle_->currentWidget() == waiting_) {
    // The first picture of the hall takes a while: not on top of taking the file in.
    const auto show = [this] {
      middle_->setCurrentIndex(is_home_ ? 1 : 0);
      middle_->currentWidget()->setFocus();  // keys are for the hall, as if it had been there from the start
    };
    QMetaObject::invokeMethod(this, show, Qt::QueuedConnection);
  }
  if (is_wanted == is_home_ || middle_->count() < 2) return;
  is_home_ = is_wanted;
  if (is_wanted) {
    services_.playback.pause();
    away_from_home_ = saveState();
    for (PanelDock* dock : docks_) dock->hide();
  } else if (!restoreState(away_from_home_)) {
    arrange(workspace_);
  }
  middle_->setCurrentIndex(is_wanted ? 1 : 0);
  middle_->currentWidget()->setFocus();
  if (is_wanted) emit homeShown();
}

void MainWindow::resetLayout() {
  showHome(false);
  arrangements_.clear();
  arrange(workspace_);
}

void MainWindow::arrange(Workspace workspace) {
  std::map<PanelArea, PanelDock*> last;
  for (PanelDock* dock : docks_) {
    const PanelArea area = dock->entry().area;
    const bool is_shown = dock->entry().workspaces.testFlag(workspace);
    removeDockWidget(dock);
    dock->setFloating(false);
    if (!is_shown) {
      addDockWidget(areaOf(area), dock);
      dock->hide();
      continue;
    }
    if (last[area] == nullptr) {
      addDockWidget(areaOf(area), dock);
    } else {
      splitDockWidget(last[area], dock, area == PanelArea::Bottom ? Qt::Horizontal : Qt::Vertical);
    }
    last[area] = dock;
    dock->show();
  }
  sizeAreas();
}

void MainWindow::sizeAreas() {
  for (const auto area : {PanelArea::Left, PanelArea::Right, PanelArea::Bottom}) {
    const bool is_bottom = area == PanelArea::Bottom;
    QList<QDockWidget*> shown;
    QList<int> along;
    int rest = is_bottom ? width() : height() - bottomHeightOf(workspace_);
    for (PanelDock* dock : docks_) {
      if (dock->entry().area != area || dock->isHidden()) continue;
      shown << dock;
      along << dock->entry().extent;
      rest -= dock->entry().extent;
    }
    if (shown.isEmpty()) continue;
    const auto open_ended = std::max<qsizetype>(1, along.count(0));
    for (int& extent : along) {
      if (extent == 0) extent = std::max(80, rest / static_cast<int>(open_ended));
    }
    resizeDocks(shown, along, is_bottom ? Qt::Horizontal : Qt::Vertical);
    const int across = is_bottom ? bottomHeightOf(workspace_) : area == PanelArea::Left ? kLeftWidth : kRightWidth;
    resizeDocks({shown.front()}, {across}, is_bottom ? Qt::Vertical : Qt::Horizontal);
  }
}

void MainWindow::showUndoTexts() {
  const QUndoStack& undo = services_.document.undoStack();
  QAction* back = actions_.action(QStringLiteral("edit.undo"));
  QAction* forth = actions_.action(QStringLiteral("edit.redo"));
  back->setText(undo.canUndo() ? tr("Undo %1").arg(undo.undoText()) : tr("Undo"));
  forth->setText(undo.canRedo() ? tr("Redo %1").arg(undo.redoText()) : tr("Redo"));
  back->setEnabled(undo.canUndo());
  forth->setEnabled(undo.canRedo());
}

void MainWindow::advancePlayback() {
  services_.playback.advance(static_cast<double>(since_frame_.nsecsElapsed()) * 1e-9);
  since_frame_.start();
}

void MainWindow::turnSelection() {
  std::vector<commands::Placement> placements;
  for (const std::string& id : services_.selection.ids()) {
    const factory::Element* element = services_.document.factory().findElement(id);
    if (element == nullptr) continue;
    const double yaw_rad = std::remainder(element->pose.yaw_rad + std::numbers::pi / 2, 2 * std::numbers::pi);
    placements.push_back({id, element->pose.x_m, element->pose.y_m, yaw_rad});
  }
  attempt([&] { commands::place(services_.document, placements); });
}

void MainWindow::askForFile() {
  auto* dialog = new QFileDialog(this, tr("Open"), {}, tr("Projects, factories and logs (*.mill *.json *.csv)"));
  dialog->setAttribute(Qt::WA_DeleteOnClose);
  connect(dialog, &QFileDialog::fileSelected, this, &MainWindow::openWanted);
  dialog->open();
}

void MainWindow::openFit() {
  if (fit_ == nullptr) fit_ = new FitDialog(services_.document, services_.jobs, services_.themes, this);
  // A row of the property panel says which property it is for.
  QAction* action = actions_.action(QStringLiteral("edit.fit-distribution"));
  fit_->openFor(action->data().toString().toStdString(), services_.selection.current());
  action->setData({});
}

void MainWindow::exportFactory() {
  auto* dialog = new QFileDialog(this, tr("Export factory as JSON"), {}, tr("Factory (*.json)"));
  dialog->setAttribute(Qt::WA_DeleteOnClose);
  dialog->setAcceptMode(QFileDialog::AcceptSave);
  dialog->setDefaultSuffix(QStringLiteral("json"));
  connect(dialog, &QFileDialog::fileSelected, this, [this](const QString& file) {
    attempt([&] {
      services_.document.factory().write(file.toStdString());
      status_.say(tr("Exported to %1").arg(file));
    });
  });
  dialog->open();
}

void MainWindow::closeEvent(QCloseEvent* event) {
  event->setAccepted(!may_close_ || may_close_());
  if (event->isAccepted()) emit closing();
}

void MainWindow::dragEnterEvent(QDragEnterEvent* event) {
  const QList<QUrl> urls = event->mimeData()->urls();
  if (urls.size() == 1 && urls.front().isLocalFile()) event->acceptProposedAction();
}

void MainWindow::dropEvent(QDropEvent* event) {
  event->acceptProposedAction();
  emit openWanted(event->mimeData()->urls().value(0).toLocalFile());
}

bool MainWindow::eventFilter(QObject* watched, QEvent* event) {
  // A button that has the focus is pressed by Space, as everywhere; Space plays otherwise.
  if (event->type() == QEvent::ShortcutOverride && qobject_cast<QAbstractButton*>(watched) != nullptr) {
    const auto* key = static_cast<QKeyEvent*>(event);
    if (key->key() == Qt::Key_Space && key->modifiers() == Qt::NoModifier) event->accept();
  }
  return QMainWindow::eventFilter(watched, event);
}

}  // namespace mw::panels
