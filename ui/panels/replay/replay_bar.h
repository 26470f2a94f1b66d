// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include "ui/models/replay_model.h"
#include "ui/panels/theme/theme_service.h"

namespace mw::panels {

/// The whole log as one line: where data stay away, what was found by severity, the stretch that the plots show and the
/// one that is repeated. A click goes there, on a mark exactly to it; dragging scrubs.
class ReplayBar : public QWidget {
  Q_OBJECT
 public:
  ReplayBar(models::ReplayModel& replay, models::Playback& playback, const ThemeService& themes, QWidget* parent);

  [[nodiscard]] QSize sizeHint() const override { return {400, 40}; }
  [[nodiscard]] QSize minimumSizeHint() const override { return {160, 40}; }
  /// Where a time lies, in pixels of the widget.
  [[nodiscard]] double positionOf(double time_s) const;

 protected:
  void paintEvent(QPaintEvent* event) override;
  void mousePressEvent(QMouseEvent* event) override;
  void mouseMoveEvent(QMouseEvent* event) override;
  void keyPressEvent(QKeyEvent* event) override;
  bool event(QEvent* event) override;

 private:
  [[nodiscard]] QRectF track() const;
  [[nodiscard]] double timeAt(double x) const;
  /// The worst alarm under the pointer, or -1.
  [[nodiscard]] int alarmAt(double x) const;
  void paintMarks(QPainter& painter, const QRectF& line) const;

  models::ReplayModel& replay_;
  models::Playback& playback_;
  const ThemeService& themes_;
};

/// What a severity looks like wherever it stands.
[[nodiscard]] QColor severityColor(const Theme& theme, models::Severity severity);

}  // namespace mw::panels
