// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLabel>
#include <QStackedLayout>

#include "ui/models/replay_model.h"
#include "ui/panels/panel.h"
#include "ui/panels/theme/theme_service.h"

namespace mw::panels {

class AlarmView;
class PlotStack;
class ReplayHead;
class SignalList;

/// A recorded log over time, through a twin where there is one: head, the whole log as a line, signals, plots, and what
/// was detected. The cursor is the shared one.
class ReplayPanel : public Panel {
  Q_OBJECT
 public:
  ReplayPanel(models::ReplayModel& replay, models::Playback& playback, const ThemeService& themes,
              QWidget* parent = nullptr);

 signals:
  /// A log or a twin is to be chosen from the disk.
  void fileWanted();
  /// Somebody wants to look for anomalies.
  void findWanted();
  /// Somebody wants another filter, smoothing or a comparison.
  void setupWanted();

 protected:
  void showEvent(QShowEvent* event) override;
  void hideEvent(QHideEvent* event) override;

 private:
  QWidget* buildBody(const ThemeService& themes);
  void showState();
  void showTime(double time_s);

  models::ReplayModel& replay_;
  models::Playback& playback_;
  ReplayHead* head_;
  SignalList* signals_ = nullptr;
  PlotStack* plots_ = nullptr;
  AlarmView* alarms_ = nullptr;
  QLabel* note_;
  QStackedLayout* pages_;
};

}  // namespace mw::panels
