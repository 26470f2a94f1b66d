// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAction>
#include <QObject>
#include <functional>
#include <map>
#include <vector>

#include "ui/panels/theme/theme_service.h"

namespace mw::panels {

/// One thing a user can do. Menus, palette, shortcut sheet and buttons all derive from this.
struct ActionEntry {
  QString id;        ///< "edit.undo": the group before the dot is the menu it is found in
  QString text;      ///< "Undo"
  QString shortcut;  ///< portable text: "Ctrl+Z", empty = none
  QString icon;      ///< name in breeze-icon-theme, empty = none
  bool is_checkable = false;
};

/// The one list of actions. Panels may add their own; ids are unique. GUI thread.
class ActionTable : public QObject {
  Q_OBJECT
 public:
  explicit ActionTable(const ThemeService& themes, QObject* parent = nullptr);

  /// Makes the action of an entry; what it does is connected by whoever can do it.
  QAction* add(const ActionEntry& entry);
  /// The same with what it does.
  QAction* add(const ActionEntry& entry, QObject* owner, std::function<void()> run);
  /// @throws LogicError for an id that was never added
  [[nodiscard]] QAction* action(const QString& id) const;
  [[nodiscard]] const std::vector<ActionEntry>& entries() const { return entries_; }
  /// Gives an action other keys, or none. @param keys  portable text
  void setKeys(const QString& id, const QString& keys);
  [[nodiscard]] QString keys(const QString& id) const;
  /// The keys that an action was added with.
  [[nodiscard]] QString usualKeys(const QString& id) const;
  /// The title of a group: "edit" is "Edit".
  [[nodiscard]] static QString groupTitle(const QString& group);
  [[nodiscard]] static QString groupOf(const QString& id) { return id.section(QLatin1Char('.'), 0, 0); }

 signals:
  void added(QAction* action);
  void keysChanged(const QString& id);

 private:
  const ThemeService& themes_;
  std::vector<ActionEntry> entries_;
  std::map<QString, QAction*> actions_;
};

/// The actions of the window itself.
[[nodiscard]] std::vector<ActionEntry> windowActions();

}  // namespace mw::panels
