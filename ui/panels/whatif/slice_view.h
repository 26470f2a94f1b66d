// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QImage>
#include <QWidget>

#include "ui/models/whatif_model.h"
#include "ui/panels/theme/theme_service.h"

namespace mw::panels {

/// The response over two factors as a map, hatched where the data do not reach, with lines of equal uncertainty, the
/// simulated points on top and the present question as a cross. A click asks there.
class SliceView : public QWidget {
  Q_OBJECT
 public:
  SliceView(models::WhatIfModel& what_if, const ThemeService& themes, QWidget* parent = nullptr);

  /// Two different factors.
  void setFactors(std::size_t x, std::size_t y);
  void showSlice();
  [[nodiscard]] QSize minimumSizeHint() const override { return {200, 190}; }

 protected:
  void paintEvent(QPaintEvent* event) override;
  void mousePressEvent(QMouseEvent* event) override;
  void mouseMoveEvent(QMouseEvent* event) override;

 private:
  [[nodiscard]] QRectF area() const;
  [[nodiscard]] QPointF position(double x, double y) const;
  void ask(QPointF at);
  void paintMap(QPainter& painter) const;
  void paintHatch(QPainter& painter) const;
  void paintUncertainty(QPainter& painter) const;
  void paintPoints(QPainter& painter) const;
  void paintScales(QPainter& painter) const;

  models::WhatIfModel& what_if_;
  const ThemeService& themes_;
  std::size_t x_ = 0;
  std::size_t y_ = 1;
  models::ResponseSlice slice_;
  double low_ = 0;  ///< of the mean on the map
  double high_ = 1;
};

}  // namespace mw::panels
