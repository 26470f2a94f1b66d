// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QMenu>
#include <QTreeWidget>

#include "ui/models/replay_model.h"
#include "ui/panels/theme/theme_service.h"

namespace mw::panels {

/// What a signal is dragged as.
inline constexpr const char* kSignalMime = "application/x-millwright-signal";

/// All signals of a replay with their values at the cursor, to be dragged onto plots: with the right button, two that
/// are selected become one over the other. A menu has all of that for the keyboard, and what can be computed of a
/// signal. Old values are grey.
class SignalList : public QTreeWidget {
  Q_OBJECT
 public:
  SignalList(models::ReplayModel& replay, const ThemeService& themes, QWidget* parent);

  void showTime(double time_s);

 protected:
  [[nodiscard]] QStringList mimeTypes() const override;
  [[nodiscard]] QMimeData* mimeData(const QList<QTreeWidgetItem*>& items) const override;

  void mousePressEvent(QMouseEvent* event) override;
  void mouseMoveEvent(QMouseEvent* event) override;
  void mouseReleaseEvent(QMouseEvent* event) override;
  void contextMenuEvent(QContextMenuEvent* event) override;

 private:
  void fill();
  void showMenu(const QPoint& at);
  void addDerivations(QMenu& menu, const models::SignalEntry& entry);
  [[nodiscard]] std::vector<std::string> chosenKeys() const;
  [[nodiscard]] models::AgedValue derivedAt(const std::string& key, double time_s) const;

  models::ReplayModel& replay_;
  const ThemeService& themes_;
  double time_s_ = 0;
  QPoint pressed_at_;
  bool is_right_drag_ = false;
};

}  // namespace mw::panels
