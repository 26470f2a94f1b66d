// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFrame>
#include <QLineEdit>
#include <QListWidget>

#include "ui/panels/panel.h"

namespace mw::panels {

/// Find anything: every action and every element, by typing. Opens over the window, goes with Escape or a choice.
class CommandPalette : public QFrame {
  Q_OBJECT
 public:
  explicit CommandPalette(const PanelServices& services, QWidget* window);
  void open();

 protected:
  bool eventFilter(QObject* watched, QEvent* event) override;

 private:
  void fill(const QString& wanted);
  void addRow(const QString& text, const QString& note, const QIcon& icon, const QString& id, bool is_element);
  void choose(QListWidgetItem* item);

  PanelServices services_;
  QLineEdit* search_ = nullptr;
  QListWidget* results_ = nullptr;
};

/// How well a text fits what was typed: 0 = not at all; all letters in order, better at word starts and in
/// one run, best as a whole.
[[nodiscard]] int matchScore(const QString& text, const QString& wanted);

}  // namespace mw::panels
