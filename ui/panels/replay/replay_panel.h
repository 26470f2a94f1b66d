// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QComboBox>
#include <QLabel>
#include <QListWidget>
#include <QPushButton>
#include <QStackedLayout>
#include <QToolButton>

#include "ui/models/replay_model.h"
#include "ui/panels/panel.h"
#include "ui/panels/plot/plot_view.h"

namespace mw::panels {

/// A recorded log through a twin: readings, estimate with its 2-sigma band, what does not fit, how old the data are,
/// and the alerts. The cursor is the shared one. A CSV log or a twin definition may be dropped here.
class ReplayPanel : public Panel {
  Q_OBJECT
 public:
  ReplayPanel(models::ReplayModel& replay, models::Playback& playback, const ThemeService& themes,
              QWidget* parent = nullptr);

 protected:
  void showEvent(QShowEvent* event) override;
  void hideEvent(QHideEvent* event) override;
  void dragEnterEvent(QDragEnterEvent* event) override;
  void dropEvent(QDropEvent* event) override;

 private:
  QWidget* buildHead();
  QWidget* buildPlots(const ThemeService& themes);
  QWidget* buildAlerts();
  void chooseFile();
  void openFile(const QString& file);
  void showNames();
  void showState();
  void showResult();
  void showTrace();
  void showTime(double time_s);

  models::ReplayModel& replay_;
  models::Playback& playback_;
  QComboBox* log_;
  QComboBox* twin_;
  QComboBox* state_;
  QPushButton* import_;
  QLabel* age_;
  QLabel* notes_;
  QLabel* note_;
  QLabel* problem_;
  QLabel* legend_;
  PlotView* plot_;
  QCPGraph* low_;
  QCPGraph* high_;
  QCPGraph* mean_;
  QCPGraph* readings_;
  QCPGraph* anomalies_;
  PlotView* strip_;
  QCPGraph* nis_;
  QCPGraph* limit_;
  QLabel* alerts_title_;
  QListWidget* alerts_;
  QStackedLayout* pages_;
};

}  // namespace mw::panels
