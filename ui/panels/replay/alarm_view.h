// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFrame>
#include <QLabel>
#include <QTableView>

#include "ui/models/replay_model.h"
#include "ui/panels/theme/theme_service.h"

namespace mw::panels {

/// What the replay found, as a table: a click goes there, a check mark says that somebody has looked at it.
class AlarmView : public QFrame {
  Q_OBJECT
 public:
  AlarmView(models::ReplayModel& replay, models::Playback& playback, const ThemeService& themes, QWidget* parent);

 private:
  void showCount();
  void showTime(double time_s);

  models::ReplayModel& replay_;
  QLabel* title_;
  QTableView* table_;
};

}  // namespace mw::panels
