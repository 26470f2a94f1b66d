// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFrame>
#include <QScrollArea>
#include <QToolButton>
#include <QVBoxLayout>
#include <functional>

#include "ui/models/replay_model.h"
#include "ui/panels/replay/plot_veil.h"
#include "ui/panels/replay/signal_plot.h"

namespace mw::panels {

/// Takes signals that are dragged onto it and shows that it would.
class SignalTarget : public QFrame {
  Q_OBJECT
 public:
  explicit SignalTarget(QWidget* parent);

 signals:
  /// @param key  of a signal, or of a pair
  void dropped(const std::string& key);

 protected:
  void dragEnterEvent(QDragEnterEvent* event) override;
  void dragLeaveEvent(QDragLeaveEvent* event) override;
  void dropEvent(QDropEvent* event) override;

 private:
  void setAimedAt(bool is_aimed_at);
};

/// One plot with the names of its signals, each of which can be taken off.
class PlotCard : public SignalTarget {
  Q_OBJECT
 public:
  PlotCard(models::ReplayModel& replay, models::Playback& playback, const ThemeService& themes, std::size_t index,
           QWidget* parent);

  /// Null for a plot of one signal over another.
  [[nodiscard]] SignalPlot* plot() { return plot_; }

 private:
  QWidget* buildNames(models::ReplayModel& replay, std::size_t index);
  QToolButton* addButton(QWidget* names, const QString& name, const QString& text, const QString& what);

  std::vector<models::SignalEntry> entries_;
  SignalPlot* plot_ = nullptr;
};

/// The plots of the board, one below the other over one time. A signal dropped between two gets a plot of its own.
class PlotStack : public QScrollArea {
  Q_OBJECT
 public:
  PlotStack(models::ReplayModel& replay, models::Playback& playback, const ThemeService& themes, QWidget* parent);

 signals:
  /// Why a signal was not taken.
  void refused(const QString& reason);

 private:
  void build();
  void addGap(std::size_t index);
  void put(std::size_t index, const std::string& key);
  void liftVeil();

  models::ReplayModel& replay_;
  models::Playback& playback_;
  const ThemeService& themes_;
  PlotVeil* veil_;
  std::shared_ptr<const twin::Log> shown_log_;  ///< whose replay the plots show; null where they show none
};

}  // namespace mw::panels
