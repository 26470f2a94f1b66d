// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/settings/shortcut_model.h"

#include <QFont>

namespace mw::panels {

void applyShortcuts(const Json& table, ActionTable& actions) {
  for (const ActionEntry& entry : actions.entries()) {
    const auto own = table.find(entry.id.toStdString());
    const QString keys = own == table.end() ? actions.usualKeys(entry.id)
                                            : QKeySequence::fromString(QString::fromStdString(*own)).toString();
    actions.setKeys(entry.id, keys);
  }
}

ShortcutModel::ShortcutModel(models::Settings& settings, ActionTable& actions, QObject* parent)
    : QAbstractTableModel(parent), settings_(settings), actions_(actions) {
  connect(&actions_, &ActionTable::keysChanged, this,
          [this] { emit dataChanged(index(0, Keys), index(rowCount() - 1, Keys)); });
}

int ShortcutModel::rowCount(const QModelIndex& parent) const {
  return parent.isValid() ? 0 : static_cast<int>(actions_.entries().size());
}

int ShortcutModel::columnCount(const QModelIndex& parent) const {
  return parent.isValid() ? 0 : kColumnCount;
}

QVariant ShortcutModel::data(const QModelIndex& index, int role) const {
  if (!index.isValid()) return {};
  const ActionEntry& entry = actions_.entries()[static_cast<std::size_t>(index.row())];
  if (role == Qt::FontRole && index.column() == Keys && actions_.keys(entry.id) != actions_.usualKeys(entry.id)) {
    QFont bold;
    bold.setBold(true);
    return bold;
  }
  if (role == Qt::ToolTipRole && index.column() == Keys) {
    const QString usual = QKeySequence(actions_.usualKeys(entry.id)).toString(QKeySequence::NativeText);
    return usual.isEmpty() ? tr("Usually none") : tr("Usually %1").arg(usual);
  }
  if (role != Qt::DisplayRole && role != Qt::EditRole) return {};
  switch (index.column()) {
    case Group:
      return ActionTable::groupTitle(ActionTable::groupOf(entry.id));
    case Action:
      return entry.text;
    default:
      return QKeySequence(actions_.keys(entry.id)).toString(QKeySequence::NativeText);
  }
}

QVariant ShortcutModel::headerData(int section, Qt::Orientation orientation, int role) const {
  if (role != Qt::DisplayRole || orientation != Qt::Horizontal) return {};
  return section == Group ? tr("Menu") : section == Action ? tr("Action") : tr("Keys");
}

Qt::ItemFlags ShortcutModel::flags(const QModelIndex& index) const {
  const Qt::ItemFlags usual = QAbstractTableModel::flags(index);
  return index.column() == Keys ? usual | Qt::ItemIsEditable : usual;
}

QString ShortcutModel::holderOf(const QKeySequence& keys, int row) const {
  if (keys.isEmpty()) return {};
  for (int other = 0; other < rowCount(); ++other) {
    if (other == row) continue;
    for (const QKeySequence& held : actions_.action(idAt(other))->shortcuts()) {
      const bool clashes = held.matches(keys) != QKeySequence::NoMatch || keys.matches(held) != QKeySequence::NoMatch;
      if (!held.isEmpty() && clashes) return idAt(other);
    }
  }
  return {};
}

bool ShortcutModel::setData(const QModelIndex& index, const QVariant& value, int role) {
  if (role != Qt::EditRole || index.column() != Keys) return false;
  const QString typed = value.toString().trimmed();
  const QKeySequence keys(typed, QKeySequence::NativeText);
  const bool is_known = typed.isEmpty() || (!keys.isEmpty() && (static_cast<uint>(keys[0].key()) != Qt::Key_unknown));
  if (!is_known) {
    setProblem(tr("\"%1\" are no keys: write them as Ctrl+Shift+A, F5 or Space").arg(typed));
    return false;
  }
  if (const QString holder = holderOf(keys, index.row()); !holder.isEmpty()) {
    const auto entry = std::find_if(actions_.entries().begin(), actions_.entries().end(),
                                    [&holder](const ActionEntry& e) { return e.id == holder; });
    setProblem(tr("%1 is taken by \"%2: %3\": give that other keys first")
                   .arg(keys.toString(QKeySequence::NativeText), ActionTable::groupTitle(ActionTable::groupOf(holder)),
                        entry->text));
    return false;
  }
  setProblem({});
  write(idAt(index.row()), keys.toString());
  return true;
}

void ShortcutModel::reset(const QModelIndex& index) {
  const QString usual = actions_.usualKeys(idAt(index.row()));
  setData(this->index(index.row(), Keys), QKeySequence(usual).toString(QKeySequence::NativeText));
}

void ShortcutModel::write(const QString& id, const QString& keys) {
  Json table = settings_.value("shortcuts.table");
  if (keys == actions_.usualKeys(id)) {
    table.erase(id.toStdString());
  } else {
    table[id.toStdString()] = keys.toStdString();
  }
  settings_.set("shortcuts.table", table);
}

void ShortcutModel::setProblem(const QString& problem) {
  if (problem == problem_) return;
  problem_ = problem;
  emit problemChanged(problem_);
}

}  // namespace mw::panels
