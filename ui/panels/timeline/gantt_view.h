// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPixmap>
#include <QWidget>
#include <memory>

#include "ui/models/simulation_model.h"
#include "ui/panels/theme/theme_service.h"

namespace mw::panels {

/// A row per machine, states over time. Painted once per zoom into a picture, the cursor over it, so a million state
/// changes stay as quick as ten. A click goes there in time and selects the machine; dragging on scrubs; the wheel
/// zooms about the pointer, the middle button pans, a double click shows all. Left and right step through the states of
/// the selected machine.
class GanttView : public QWidget {
  Q_OBJECT
 public:
  static constexpr int kRowHeight = 24;
  static constexpr int kBarHeight = 14;
  static constexpr int kAxisHeight = 22;

  GanttView(const ThemeService& themes, QWidget* parent = nullptr);

  /// Keeps the zoom when the run is as long as before. @param run  may be null
  void setRun(std::shared_ptr<const models::RecordedRun> run);
  void setTime(double time_s);
  void setSelected(const std::string& id);
  void setRange(double from_s, double to_s);
  /// Hatches what lies before it, as it is not measured; 0 hatches nothing.
  void setWarmup(double warmup_s);
  [[nodiscard]] double from_s() const { return from_s_; }
  [[nodiscard]] double to_s() const { return to_s_; }
  [[nodiscard]] double positionOf(double time_s) const;
  [[nodiscard]] double timeAt(double x) const;
  [[nodiscard]] QSize sizeHint() const override;
  [[nodiscard]] QSize minimumSizeHint() const override { return sizeHint(); }

 signals:
  void picked(double time_s, const QString& element);
  /// The user zoomed or panned.
  void rangeChosen(double from_s, double to_s);

 protected:
  void paintEvent(QPaintEvent* event) override;
  void mousePressEvent(QMouseEvent* event) override;
  void mouseMoveEvent(QMouseEvent* event) override;
  void mouseDoubleClickEvent(QMouseEvent* event) override;
  void wheelEvent(QWheelEvent* event) override;
  void keyPressEvent(QKeyEvent* event) override;
  bool event(QEvent* event) override;

 private:
  [[nodiscard]] const kpi::Gantt* gantt() const { return run_ ? &run_->gantt : nullptr; }
  [[nodiscard]] QRectF plotArea() const;
  [[nodiscard]] QRectF barOf(std::size_t row) const;
  [[nodiscard]] int rowAt(double y) const;
  [[nodiscard]] int selectedRow() const;
  void choose(double from_s, double to_s);
  void paintPicture();
  void paintWarmup(QPainter& painter) const;
  void paintNothing(QPainter& painter) const;
  void paintRow(QPainter& painter, std::size_t row) const;
  void paintAxis(QPainter& painter) const;
  [[nodiscard]] QString hint(const QPoint& at) const;
  void invalidate();

  const ThemeService& themes_;
  std::shared_ptr<const models::RecordedRun> run_;
  std::string selected_;
  double time_s_ = 0;
  double from_s_ = 0;
  double to_s_ = 1;
  double warmup_s_ = 0;
  QPixmap picture_;
  QPoint panned_from_;
};

}  // namespace mw::panels
