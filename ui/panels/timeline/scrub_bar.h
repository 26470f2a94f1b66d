// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractSlider>
#include <vector>

#include "ui/panels/theme/theme_service.h"

namespace mw::panels {

/// The whole run as one line: drag anywhere on it to go there. Marks show failures. Arrow keys, page keys, Home and End
/// move as on any slider.
class ScrubBar : public QAbstractSlider {
  Q_OBJECT
 public:
  explicit ScrubBar(const ThemeService& themes, QWidget* parent = nullptr);

  void setDuration(double duration_s);
  void setTime(double time_s);
  [[nodiscard]] double time_s() const { return time_s_; }
  /// @param times_s  ascending
  void setMarks(std::vector<double> times_s);
  [[nodiscard]] QSize sizeHint() const override { return {400, 36}; }
  [[nodiscard]] QSize minimumSizeHint() const override { return {160, 36}; }
  /// Where a time lies, in pixels of the widget.
  [[nodiscard]] double positionOf(double time_s) const;

 signals:
  void scrubbed(double time_s);

 protected:
  void paintEvent(QPaintEvent* event) override;
  void mousePressEvent(QMouseEvent* event) override;
  void mouseMoveEvent(QMouseEvent* event) override;
  void mouseReleaseEvent(QMouseEvent* event) override;
  void sliderChange(SliderChange change) override;
  void focusInEvent(QFocusEvent* event) override;
  void focusOutEvent(QFocusEvent* event) override;

 private:
  [[nodiscard]] QRectF track() const;
  void goTo(double x);

  const ThemeService& themes_;
  double duration_s_ = 0;
  double time_s_ = 0;
  bool is_following_ = false;  ///< the slider's own value is being set
  std::vector<double> marks_s_;
};

}  // namespace mw::panels
