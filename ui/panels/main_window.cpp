// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/main_window.h"

#include <QAbstractButton>
#include <QActionGroup>
#include <QApplication>
#include <QDragEnterEvent>
#include <QFileDialog>
#include <QKeyEvent>
#include <QMenu>
#include <QMimeData>
#include <QStatusBar>
#include <QVBoxLayout>
#include <algorithm>
#include <array>

#include "ui/panels/attempt.h"
#include "ui/panels/cell_tips.h"
#include "ui/panels/command_palette.h"
#include "ui/panels/connect_action.h"
#include "ui/panels/dialog_focus.h"
#include "ui/panels/edit_actions.h"
#include "ui/panels/import/import_show.h"
#include "ui/panels/layout_actions.h"
#include "ui/panels/playback_actions.h"
#include "ui/panels/shortcut_sheet.h"
#include "ui/panels/status_line.h"
#include "ui/panels/theme/theme_service.h"
#include "ui/panels/top_bar.h"
#include "ui/panels/view_actions.h"
#include "ui/panels/viewport/arm_show.h"

namespace mw::panels {
namespace {

struct WorkspaceAction {
  Workspace workspace;
  const char* action;
};
constexpr std::array<WorkspaceAction, 4> kWorkspaces = {{{Workspace::Build, "workspace.build"},
                                                         {Workspace::Run, "workspace.run"},
                                                         {Workspace::Experiment, "workspace.experiment"},
                                                         {Workspace::Replay, "workspace.replay"}}};

}  // namespace

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
  buildMiddle();
  buildActions();
  docks_.add(panels, services_);
  buildTop();
  buildStatus();
  palette_ = new CommandPalette(services_, this);
  shortcuts_ = new ShortcutSheet(services_, this);
  qApp->installEventFilter(this);
  qApp->installEventFilter(new CellTips(this));
  new DialogFocus(viewport_, this);
  resize(1600, 1000);
  docks_.arrange();
}

MainWindow::~MainWindow() {
  qApp->removeEventFilter(this);
}

void MainWindow::buildMiddle() {
  middle_ = new QStackedWidget(this);
  middle_->addWidget(viewport_);
  setCentralWidget(middle_);
  auto* imports = new ImportShow(*viewport_, services_.document, services_.jobs);
  auto* arms = new ArmShow(*viewport_, services_.document, services_.jobs);
  connect(arms, &ArmShow::failed, imports, &ImportShow::showProblem);
  connect(viewport_, &Viewport::fileDropped, this, [this, imports](const QString& file, const QString& element) {
    if (!imports->importDropped(element.toStdString(), file)) emit openWanted(file);
  });
  connect(viewport_, &Viewport::contextMenuWanted, this, [this](const QPoint& at) {
    QMenu menu;
    for (const char* id :
         {"view.fit-selection", "edit.rename", "edit.cut", "edit.copy", "edit.paste", "edit.duplicate", "edit.turn",
          "arrange.group", "arrange.lock", "view.hide", "view.isolate", "draw.edit-path", "edit.delete"}) {
      menu.addAction(actions_.action(QLatin1String(id)));
    }
    menu.exec(at);
  });
}

void MainWindow::buildStatus() {
  auto* status_line = new StatusLine(services_, this);
  auto* status_bar = new QStatusBar(this);
  status_bar->setSizeGripEnabled(false);
  status_bar->setContentsMargins(0, 0, 0, 0);
  status_bar->addWidget(status_line, 1);
  setStatusBar(status_bar);
  connect(status_line, &StatusLine::problemsClicked, actions_.action(QStringLiteral("panel.problems")),
          &QAction::trigger);
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
  const auto on = [this](const char* id, auto run) { connectAction(actions_, id, this, run); };
  on("file.open", [this] { askForFile(); });
  on("file.export", [this] { exportFactory(); });
  on("file.quit", [this] { close(); });
  on("help.find", [this] { palette_->open(); });
  on("help.shortcuts", [this] { shortcuts_->open(); });
  on("view.reset-layout", [this] { resetLayout(); });
  buildWorkspaceActions();
  new EditActions(services_, this);
  new ViewActions(services_, this);
  new PlaybackActions(services_, this);
  new LayoutActions(services_, this);
  for (const ActionEntry& entry : actions_.entries()) addAction(actions_.action(entry.id));
  connect(&actions_, &ActionTable::added, this, [this](QAction* action) { addAction(action); });
}

void MainWindow::buildWorkspaceActions() {
  auto* group = new QActionGroup(this);
  for (const auto& [workspace, id] : kWorkspaces) {
    QAction* action = actions_.action(QLatin1String(id));
    group->addAction(action);
    action->setChecked(workspace == docks_.workspace());
    connect(action, &QAction::triggered, this, [this, chosen = workspace] { showWorkspace(chosen); });
  }
}

void MainWindow::showWorkspace(Workspace workspace) {
  showHome(false);
  if (workspace == docks_.workspace()) return;
  const auto found = std::find_if(kWorkspaces.begin(), kWorkspaces.end(),
                                  [workspace](const WorkspaceAction& w) { return w.workspace == workspace; });
  actions_.action(QLatin1String(found->action))->setChecked(true);
  docks_.show(workspace);
  viewport_->setHandlesVisible(workspace == Workspace::Build);
  viewport_->setProblemMarksVisible(workspace == Workspace::Build);
  emit workspaceChanged(workspace);
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
    docks_.leave();
  } else {
    docks_.comeBack();
  }
  middle_->setCurrentIndex(is_wanted ? 1 : 0);
  middle_->currentWidget()->setFocus();
  if (is_wanted) emit homeShown();
}

void MainWindow::resetLayout() {
  showHome(false);
  docks_.reset();
}

void MainWindow::askForFile() {
  auto* dialog = new QFileDialog(this, tr("Open"), {}, tr("Projects, factories and logs (*.mill *.json *.csv)"));
  dialog->setAttribute(Qt::WA_DeleteOnClose);
  connect(dialog, &QFileDialog::fileSelected, this, &MainWindow::openWanted);
  dialog->open();
}

void MainWindow::exportFactory() {
  auto* dialog = new QFileDialog(this, tr("Export factory as JSON"), {}, tr("Factory (*.json)"));
  dialog->setAttribute(Qt::WA_DeleteOnClose);
  dialog->setAcceptMode(QFileDialog::AcceptSave);
  dialog->setDefaultSuffix(QStringLiteral("json"));
  connect(dialog, &QFileDialog::fileSelected, this, [this](const QString& file) {
    attempt(status_, [&] {
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
