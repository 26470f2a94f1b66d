// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractTableModel>

#include "ui/models/habits/settings.h"
#include "ui/panels/action_table.h"

namespace mw::panels {

/// Gives the actions the keys of the settings, and all others their usual ones. Ids that are not there are passed over.
void applyShortcuts(const Json& table, ActionTable& actions);

/// Every action with its keys, to be edited: the settings are what changes. Keys that another action has are refused.
class ShortcutModel : public QAbstractTableModel {
  Q_OBJECT
 public:
  enum Column { Group, Action, Keys, kColumnCount };

  ShortcutModel(models::Settings& settings, ActionTable& actions, QObject* parent = nullptr);

  [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
  [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
  [[nodiscard]] QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
  [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
  [[nodiscard]] Qt::ItemFlags flags(const QModelIndex& index) const override;
  /// @param value  keys as text, portable or native; empty for none. @returns false when they are not, see problem()
  bool setData(const QModelIndex& index, const QVariant& value, int role = Qt::EditRole) override;
  void reset(const QModelIndex& index);

  [[nodiscard]] QString idAt(int row) const { return actions_.entries()[static_cast<std::size_t>(row)].id; }
  /// The action that has these keys beside the one of the row; empty when none has.
  [[nodiscard]] QString holderOf(const QKeySequence& keys, int row) const;
  /// Why the last keys were refused; empty when they were not.
  [[nodiscard]] const QString& problem() const { return problem_; }

 signals:
  void problemChanged(const QString& problem);

 private:
  void write(const QString& id, const QString& keys);
  void setProblem(const QString& problem);

  models::Settings& settings_;
  ActionTable& actions_;
  QString problem_;
};

}  // namespace mw::panels
