// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPushButton>

#include "ui/panels/panel.h"
#include "ui/panels/theme/theme_service.h"

namespace mw::panels {

/// A panel of things kept under names: a field and a button to keep another one, a list, and what to do with the chosen
/// one. Knows nothing of what they are.
class NamedList : public Panel {
  Q_OBJECT
 public:
  struct Words {
    QString id;       ///< object names begin with it
    QString what;     ///< accessible name of the list
    QString name;     ///< what the field asks for
    QString keep;     ///< on the button beside it
    QString use;      ///< on the button that takes the chosen one
    QString help;     ///< one sentence below
    QString nothing;  ///< shown while the list is empty
  };
  struct Row {
    QString name;
    QString note;
  };
  NamedList(const Words& words, const ThemeService& themes, QWidget* parent = nullptr);

  void setRows(const std::vector<Row>& rows);
  void setKeepEnabled(bool is_enabled);

 signals:
  /// The name is empty when none was typed.
  void keepWanted(const QString& name);
  void useWanted(const QString& name);
  void removeWanted(const QString& name);

 private:
  void enable();
  [[nodiscard]] QString chosen() const;

  QLineEdit* name_;
  QPushButton* keep_;
  QListWidget* list_;
  QLabel* nothing_;
  QPushButton* use_;
  QPushButton* remove_;
  bool may_keep_ = true;
};

}  // namespace mw::panels
