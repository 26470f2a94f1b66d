// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/workspace_docks.h"

#include <QGuiApplication>
#include <QScreen>
#include <algorithm>

#include "ui/panels/action_table.h"
#include "ui/panels/panel_dock.h"

namespace mw::panels {
namespace {

constexpr int kLeftWidth = 236;
constexpr int kRightWidth = 292;
constexpr int kRunHeight = 332;  ///< the figures down to the axis of their first chart
constexpr int kLeast_px = 80;    ///< of a panel that takes what the others leave

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
int bottomHeightOf(Workspace workspace, int window_height) {
  switch (workspace) {
    case Workspace::Build:
      return 116;
    case Workspace::Run:
      return kRunHeight;
    case Workspace::Experiment:
      return std::clamp(window_height * 46 / 100, 420, 560);
    case Workspace::Replay:
      return std::clamp(window_height * 49 / 100, 470, 600);
  }
  return kRunHeight;
}

}  // namespace

void WorkspaceDocks::add(const std::vector<PanelEntry>& panels, const PanelServices& services) {
  for (const PanelEntry& entry : panels) {
    auto* dock = new PanelDock(entry, entry.make(services, &window_), &window_);
    docks_.push_back(dock);
    QAction* shown = services.actions.add({QStringLiteral("panel.") + entry.id, entry.title, {}, {}, true});
    QObject::connect(shown, &QAction::triggered, dock, [dock, shown] {
      dock->setVisible(shown->isChecked());
      if (shown->isChecked()) dock->raise();
    });
    QObject::connect(dock, &QDockWidget::visibilityChanged, shown,
                     [shown, dock] { shown->setChecked(!dock->isHidden()); });
  }
}

void WorkspaceDocks::show(Workspace workspace) {
  arrangements_[workspace_] = window_.saveState();
  workspace_ = workspace;
  // What if asks for height, down to the curve below its sliders.
  window_.setCorner(Qt::BottomRightCorner,
                    workspace == Workspace::Experiment ? Qt::RightDockWidgetArea : Qt::BottomDockWidgetArea);
  const auto kept = arrangements_.find(workspace);
  if (kept == arrangements_.end() || !window_.restoreState(kept->second)) arrange();
  bringBack();
}

void WorkspaceDocks::arrange() {
  std::map<PanelArea, PanelDock*> last;
  for (PanelDock* dock : docks_) {
    const PanelArea area = dock->entry().area;
    const bool is_shown = dock->entry().workspaces.testFlag(workspace_);
    window_.removeDockWidget(dock);
    dock->setFloating(false);
    if (!is_shown) {
      window_.addDockWidget(areaOf(area), dock);
      dock->hide();
      continue;
    }
    if (last[area] == nullptr) {
      window_.addDockWidget(areaOf(area), dock);
    } else {
      window_.splitDockWidget(last[area], dock, area == PanelArea::Bottom ? Qt::Horizontal : Qt::Vertical);
    }
    last[area] = dock;
    dock->show();
  }
  sizeAreas();
}

void WorkspaceDocks::sizeAreas() {
  const int bottom = bottomHeightOf(workspace_, window_.height());
  for (const auto area : {PanelArea::Left, PanelArea::Right, PanelArea::Bottom}) {
    const bool is_bottom = area == PanelArea::Bottom;
    QList<QDockWidget*> shown;
    QList<int> along;
    int rest = is_bottom ? window_.width() : window_.height() - bottom;
    for (PanelDock* dock : docks_) {
      if (dock->entry().area != area || dock->isHidden()) continue;
      shown << dock;
      along << dock->entry().extent;
      rest -= dock->entry().extent;
    }
    if (shown.isEmpty()) continue;
    const auto open_ended = std::max<qsizetype>(1, along.count(0));
    for (int& extent : along) {
      if (extent == 0) extent = std::max(kLeast_px, rest / static_cast<int>(open_ended));
    }
    window_.resizeDocks(shown, along, is_bottom ? Qt::Horizontal : Qt::Vertical);
    const int across = is_bottom ? bottom : area == PanelArea::Left ? kLeftWidth : kRightWidth;
    window_.resizeDocks({shown.front()}, {across}, is_bottom ? Qt::Vertical : Qt::Horizontal);
  }
}

void WorkspaceDocks::reset() {
  arrangements_.clear();
  arrange();
}

void WorkspaceDocks::leave() {
  left_ = window_.saveState();
  is_away_ = true;
  for (PanelDock* dock : docks_) dock->hide();
}

void WorkspaceDocks::comeBack() {
  is_away_ = false;
  if (!window_.restoreState(left_)) arrange();
}

std::map<Workspace, QByteArray> WorkspaceDocks::arrangements() const {
  std::map<Workspace, QByteArray> all = arrangements_;
  all[workspace_] = is_away_ ? left_ : window_.saveState();
  return all;
}

void WorkspaceDocks::setArrangements(std::map<Workspace, QByteArray> arrangements) {
  arrangements_ = std::move(arrangements);
  const auto kept = arrangements_.find(workspace_);
  if (kept == arrangements_.end()) return;
  if (window_.restoreState(kept->second)) {
    bringBack();
  } else {
    arrange();
  }
}

void WorkspaceDocks::bringBack() {
  for (PanelDock* dock : docks_) {
    if (dock->isFloating() && QGuiApplication::screenAt(dock->geometry().center()) == nullptr) dock->setFloating(false);
  }
}

}  // namespace mw::panels
