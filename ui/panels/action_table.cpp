// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/action_table.h"

#include <QCoreApplication>
#include <algorithm>

#include "core/base/error.h"
#include "ui/panels/theme/icons.h"

namespace mw::panels {

namespace {

void showKeys(QAction& action, const QString& text) {
  const QString keys = action.shortcut().toString(QKeySequence::NativeText);
  action.setToolTip(keys.isEmpty() ? text : QStringLiteral("%1  (%2)").arg(text, keys));
}

}  // namespace

ActionTable::ActionTable(const ThemeService& themes, QObject* parent) : QObject(parent), themes_(themes) {}

QAction* ActionTable::add(const ActionEntry& entry) {
  MW_REQUIRE(!actions_.contains(entry.id));
  auto* action = new QAction(entry.text, this);
  action->setObjectName(entry.id);
  action->setCheckable(entry.is_checkable);
  if (!entry.shortcut.isEmpty()) action->setShortcut(QKeySequence::fromString(entry.shortcut));
  if (!entry.icon.isEmpty()) action->setIcon(lineIcon(entry.icon, themes_));
  showKeys(*action, entry.text);
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

void ActionTable::setKeys(const QString& id, const QString& keys) {
  QAction* changed = action(id);
  if (keys == this->keys(id)) return;
  changed->setShortcut(QKeySequence::fromString(keys));
  const auto entry = std::find_if(entries_.begin(), entries_.end(), [&id](const ActionEntry& e) { return e.id == id; });
  showKeys(*changed, entry->text);
  emit keysChanged(id);
}

QString ActionTable::keys(const QString& id) const {
  return action(id)->shortcut().toString();
}

QString ActionTable::usualKeys(const QString& id) const {
  const auto entry = std::find_if(entries_.begin(), entries_.end(), [&id](const ActionEntry& e) { return e.id == id; });
  return entry == entries_.end() ? QString() : QKeySequence::fromString(entry->shortcut).toString();
}

QString ActionTable::groupTitle(const QString& group) {
  if (group == QLatin1String("file")) return tr("File");
  if (group == QLatin1String("edit")) return tr("Edit");
  if (group == QLatin1String("view")) return tr("View");
  if (group == QLatin1String("arrange")) return tr("Arrange");
  if (group == QLatin1String("draw")) return tr("Draw and measure");
  if (group == QLatin1String("theme")) return tr("Theme");
  if (group == QLatin1String("run")) return tr("Run");
  if (group == QLatin1String("study")) return tr("Study");
  if (group == QLatin1String("workspace")) return tr("Workspace");
  if (group == QLatin1String("panel")) return tr("Panels");
  if (group == QLatin1String("help")) return tr("Help");
  return group.left(1).toUpper() + group.mid(1);
}

std::vector<ActionEntry> windowActions() {
  const auto tr = [](const char* text) { return QCoreApplication::translate("windowActions", text); };
  return {
      {"file.home", tr("Home"), "Ctrl+H", "go-home"},
      {"file.new", tr("New empty hall"), "Ctrl+N", "document-new"},
      {"file.open", tr("Open..."), "Ctrl+O", "document-open"},
      {"file.import-log", tr("Import log..."), "Ctrl+I", "document-import"},
      {"file.discover", tr("New factory from an event log..."), "Ctrl+Shift+N", "format-connect-node"},
      {"file.save", tr("Keep a restore point"), "Ctrl+S", "document-save"},
      {"file.save-as", tr("Save as..."), "Ctrl+Shift+S", "document-save-as"},
      {"file.save-copy", tr("Save a copy..."), "", "edit-copy"},
      {"file.export-report", tr("Export a report..."), "Ctrl+Shift+L", "document-print"},
      {"file.export-picture", tr("Export a picture of the view..."), "Ctrl+Shift+P", "image-x-generic"},
      {"file.copy-command", tr("Copy as command line"), "Ctrl+Shift+C", "utilities-terminal"},
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
      {"edit.settings", tr("Settings..."), "Ctrl+,", "configure"},
      {"view.top", tr("Top"), "7", ""},
      {"view.front", tr("Front"), "1", ""},
      {"view.right", tr("Right"), "3", ""},
      {"view.iso", tr("Iso"), "0", ""},
      {"view.fit", tr("Fit"), "Home", "zoom-fit-best"},
      {"view.fit-selection", tr("Fit selection"), "F", "zoom-fit-selection"},
      {"view.parallel", tr("Without perspective"), "5", "", true},
      {"view.plan", tr("Plan"), "P", "", true},
      {"view.section", tr("Cut open at a height"), "Shift+X", "", true},
      {"view.back", tr("Back to the last view"), "Alt+Left", "go-previous"},
      {"view.forward", tr("On to the next view"), "Alt+Right", "go-next"},
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
      {"help.tour", tr("Tour"), "", "help-hint"},
      {"help.shortcuts", tr("Shortcuts"), "F1", "help-contents"},
  };
}

}  // namespace mw::panels
