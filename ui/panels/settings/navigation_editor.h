// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLabel>
#include <QTableWidget>

#include "ui/models/habits/navigation.h"
#include "ui/models/habits/settings.h"

namespace mw::panels {

/// The mouse table, row by row: move, button, modifiers. Changing it makes the table one's own; choosing a preset in
/// the settings puts that in its place. A table that cannot be used is not applied, and says why.
class NavigationEditor : public QWidget {
  Q_OBJECT
 public:
  explicit NavigationEditor(models::Settings& settings, QWidget* parent = nullptr);

 private:
  void show();
  void addRow(const models::NavigationRow& row);
  [[nodiscard]] models::NavigationTable typed() const;
  void take();

  models::Settings& settings_;
  QTableWidget* table_;
  QLabel* problem_;
  models::FingerScroll scroll_ = models::FingerScroll::Zoom;
  bool is_showing_ = false;
};

}  // namespace mw::panels
