// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFrame>
#include <QLabel>
#include <QSortFilterProxyModel>
#include <QTableView>
#include <QTimer>

#include "ui/models/replay_model.h"
#include "ui/panels/theme/theme_service.h"

namespace mw::panels {

/// What a replay or a search found, as a table that sorts by any column: a click goes there, a check mark says that
/// somebody has looked at it. Findings wrap and are never cut.
class AlarmView : public QFrame {
  Q_OBJECT
 public:
  AlarmView(models::ReplayModel& replay, models::Playback& playback, const ThemeService& themes, QWidget* parent);

 signals:
  /// Somebody wants to look for anomalies.
  void findWanted();

 private:
  QWidget* buildHead();
  void buildTable(const ThemeService& themes);
  void fitRows();
  void showCount();
  void showTime(double time_s);

  models::ReplayModel& replay_;
  models::Playback& playback_;
  QLabel* title_ = nullptr;
  QTableView* table_ = nullptr;
  QSortFilterProxyModel* sorted_ = nullptr;
  QTimer fit_;  ///< rows are fitted once after all that changes them
};

}  // namespace mw::panels
