// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include "ui/models/replay_model.h"
#include "ui/panels/plot/plot_view.h"

namespace mw::panels {

/// Signals over the time that all plots of the replay share. A click or drag moves the cursor; with Shift it marks the
/// stretch to repeat. The wheel zooms, with Shift it pans, as dragging with another button does. Gaps are grey, what
/// was detected is shaded. While somebody looks for anomalies, a drag marks the healthy window.
class SignalPlot : public PlotView {
  Q_OBJECT
 public:
  /// @param entries  to be drawn; the first one's unit is at the left, another one at the right
  SignalPlot(models::ReplayModel& replay, models::Playback& playback, const ThemeService& themes,
             std::vector<models::SignalEntry> entries, QWidget* parent);

  [[nodiscard]] const std::vector<models::SignalEntry>& entries() const { return entries_; }
  /// As drawn, by index of its entry; null for dots that are not there yet.
  [[nodiscard]] const QCPGraph* curve(std::size_t index) const { return curves_[index].line; }
  [[nodiscard]] std::size_t gapsShown() const { return gaps_.size(); }
  /// Stretches that are shaded because something was detected there.
  [[nodiscard]] std::size_t detectionsShown() const { return detections_.size(); }
  [[nodiscard]] bool showsHealthy() const { return healthy_->visible(); }
  [[nodiscard]] std::size_t alarmMarks() const {
    return anomalies_ ? static_cast<std::size_t>(anomalies_->dataCount()) : 0;
  }
  /// Labels below: only the lowest plot of a stack has them.
  void setTimeShown(bool is_shown);
  [[nodiscard]] QColor colorOf(std::size_t index) const;

 protected:
  void mousePressEvent(QMouseEvent* event) override;
  void mouseMoveEvent(QMouseEvent* event) override;
  void mouseReleaseEvent(QMouseEvent* event) override;
  void mouseDoubleClickEvent(QMouseEvent* event) override;
  void wheelEvent(QWheelEvent* event) override;
  void resizeEvent(QResizeEvent* event) override;

 private:
  struct Curve {
    QCPGraph* line = nullptr;
    QCPGraph* low = nullptr;
    QCPGraph* high = nullptr;
    bool is_dense = false;  ///< several points on a pixel column: drawn thin and plain, which is much faster
  };

  void addCurves();
  void addAnomalies();
  void markExceedances();
  [[nodiscard]] QCPItemRect* addStretch(double from_s, double to_s);
  void color();
  void draw();
  void drawGaps(const models::SignalTrack& track);
  void drawDetections();
  void drawHealthy();
  void drawSelection();
  void setRanges();
  [[nodiscard]] bool isDots(const models::SignalEntry& entry) const;
  /// Whether a detection is about a signal that this plot shows.
  [[nodiscard]] bool isAbout(const models::Alarm& alarm) const;
  [[nodiscard]] double timeAt(const QPoint& at) const { return xAxis->pixelToCoord(at.x()); }

  models::ReplayModel& replay_;
  models::Playback& playback_;
  const ThemeService& themes_;
  std::vector<models::SignalEntry> entries_;
  std::vector<Curve> curves_;
  QCPGraph* limit_ = nullptr;
  QCPGraph* anomalies_ = nullptr;
  std::vector<QCPItemRect*> gaps_;
  std::vector<QCPItemRect*> detections_;
  QCPItemRect* selection_;
  QCPItemRect* healthy_;
  Qt::MouseButton held_ = Qt::NoButton;
  bool is_marking_ = false;
  bool is_picking_ = false;
  double pressed_s_ = 0;
  QPoint last_at_;
};

}  // namespace mw::panels
