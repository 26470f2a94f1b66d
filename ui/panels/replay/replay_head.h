// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QToolButton>
#include <QWidget>

#include "ui/models/replay_model.h"

namespace mw::panels {

/// What is replayed, where the cursor goes, whether the plots follow it, and how old the data are there.
class ReplayHead : public QWidget {
  Q_OBJECT
 public:
  ReplayHead(models::ReplayModel& replay, models::Playback& playback, QWidget* parent);

  void showTime(double time_s);
  /// A line about what could not be done; gone with the next change.
  void say(const QString& text);

 signals:
  void fileWanted();
  /// Another filter, smoothing or a comparison.
  void setupWanted();

 private:
  QWidget* buildRow();
  QToolButton* addButton(const char* name, const QString& text, const QString& what);
  void goTo();
  void showNames();
  void showState();
  void showLoop();

  models::ReplayModel& replay_;
  models::Playback& playback_;
  QComboBox* log_;
  QComboBox* twin_;
  QLineEdit* time_;
  QToolButton* follow_;
  QComboBox* loop_;
  QLabel* age_;
  QLabel* notes_;
  QLabel* problem_;
};

}  // namespace mw::panels
