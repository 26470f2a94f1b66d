// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/action_table.h"

#include <QCoreApplication>

#include "core/base/error.h"
#include "ui/panels/theme/icons.h"

namespace mw::panels {

ActionTable::ActionTable(const ThemeService& themes, QObject* parent) : QObject(parent), themes_(themes) {}

QAction* ActionTable::add(const ActionEntry& entry) {
  MW_REQUIRE(!actions_.contains(entry.id));
  auto* action = new QAction(entry.text, this);
  action->setObjectName(entry.id);
  action->setCheckable(entry.is_checkable);
  if (!entry.shortcut.isEmpty()) action->setShortcut(QKeySequence::fromString(entry.shortcut));
  if (!entry.icon.isEmpty()) action->setIcon(lineIcon(entry.icon, themes_));
  const QString keys = action->shortcut().toString(QKeySequence::NativeText);
  action->setToolTip(keys.isEmpty() ? entry.text : QStringLiteral("%1  (%2)").arg(entry.text, keys));
  action->setIconVisibleInMenu(true);
  entries_.push_back(entry);
  actions_[entry.id] = action;
  emit added(action);
  return action;
}

QAction* ActionTable::add(const ActionEntry& entry, QObject* owner, std::function<void()> run) {
  QAction* made = add(entry);
  connect(made, &QAction::triggered, owner, [run = std::move(run)] { run(); });
  return made;
}

QAction* ActionTable::action(const QString& id) const {
  const auto found = actions_.find(id);
  MW_REQUIRE(found != actions_.end());
  return found->second;
}

QString ActionTable::groupTitle(const QString& group) {
  if (group == QLatin1String("file")) return tr("File");
  if (group == QLatin1String("edit")) return tr("Edit");
  if (group == QLatin1String("view")) return tr("View");
  if (group == QLatin1String("arrange")) return tr("Arrange");
  if (group == QLatin1String("draw")) return tr("Draw and measure");
  if (group == QLatin1String("theme")) return tr("Theme");
  if (group == QLatin1String("run")) return tr("Run");
  if (group == QLatin1String("workspace")) return tr("Workspace");
  if (group == QLatin1String("panel")) return tr("Panels");
  if (group == QLatin1String("help")) return tr("Help");
  return group.left(1).toUpper() + group.mid(1);
}

std::vector<ActionEntry> windowActions() {
  const auto tr = [](const char* text) { return QCoreApplication::translate("windowActions", text); };
  return {
      {"file.open", tr("Open..."), "Ctrl+O", "document-open"},
      {"file.export", tr("Export factory as JSON..."), "Ctrl+Shift+E", "document-export"},
      {"file.quit", tr("Quit"), "Ctrl+Q", "application-exit"},
      {"edit.undo", tr("Undo"), "Ctrl+Z", "edit-undo"},
      {"edit.redo", tr("Redo"), "Ctrl+Shift+Z", "edit-redo"},
      {"edit.rename", tr("Rename"), "F2", "edit-rename"},
      {"edit.turn", tr("Turn by 90 degrees"), "R", "object-rotate-right"},
      {"edit.fit-distribution", tr("Fit a distribution to a log..."), "Ctrl+Shift+F", "office-chart-bar"},
      {"edit.delete", tr("Delete"), "Del", "edit-delete"},
      {"edit.select-all", tr("Select all"), "Ctrl+A", "edit-select-all"},
      {"edit.select-none", tr("Select nothing"), "Esc", "edit-select-none"},
      {"view.top", tr("Top"), "7", ""},
      {"view.front", tr("Front"), "1", ""},
      {"view.iso", tr("Iso"), "5", ""},
      {"view.fit", tr("Fit"), "Home", "zoom-fit-best"},
      {"view.fit-selection", tr("Fit selection"), "F", "zoom-fit-selection"},
      {"view.labels", tr("Labels"), "L", "", true},
      {"view.reset-layout", tr("Reset layout"), "Ctrl+Shift+R", "view-refresh"},
      {"theme.light", tr("Light"), "", "", true},
      {"theme.dark", tr("Dark"), "", "", true},
      {"theme.system", tr("As the system"), "", "", true},
      {"run.to-start", tr("To the start"), "Ctrl+Home", "media-skip-backward"},
      {"run.play", tr("Play or pause"), "Space", "media-playback-start"},
      {"run.step-back", tr("Back to the last event"), ",", "media-seek-backward"},
      {"run.step", tr("On to the next event"), ".", "media-seek-forward"},
      {"run.to-end", tr("To the end"), "Ctrl+End", "media-skip-forward"},
      {"run.events", tr("Events"), "", "", true},
      {"run.motion", tr("Motion"), "", "", true},
      {"run.slower", tr("Slower"), "Ctrl+-", ""},
      {"run.faster", tr("Faster"), "Ctrl+=", ""},
      {"workspace.build", tr("Build"), "Ctrl+1", "", true},
      {"workspace.run", tr("Run"), "Ctrl+2", "", true},
      {"workspace.experiment", tr("Experiment"), "Ctrl+3", "", true},
      {"workspace.replay", tr("Replay"), "Ctrl+4", "", true},
      {"help.find", tr("Find anything"), "Ctrl+K", "search"},
      {"help.shortcuts", tr("Shortcuts"), "F1", "help-contents"},
  };
}

}  // namespace mw::panels
