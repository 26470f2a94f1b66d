// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/whatif/interval_bar.h"

#include <QPainter>
#include <algorithm>

#include "ui/models/figure_format.h"
#include "ui/panels/theme/figure_text.h"

namespace mw::panels {

IntervalBar::IntervalBar(const ThemeService& themes, QWidget* parent) : QWidget(parent), themes_(themes) {
  setFixedHeight(40);
  setAccessibleName(tr("Interval of the answer"));
  connect(&themes_, &ThemeService::changed, this, qOverload<>(&QWidget::update));
}

void IntervalBar::setScale(double low, double high) {
  scale_low_ = low;
  scale_high_ = high > low ? high : low + 1;
  update();
}

void IntervalBar::setAnswer(double mean, double low, double high, bool is_trusted) {
  mean_ = mean;
  low_ = low;
  high_ = high;
  is_trusted_ = is_trusted;
  update();
}

void IntervalBar::setSimulated(const std::optional<numerics::Estimate>& estimate) {
  simulated_ = estimate;
  update();
}

double IntervalBar::positionOf(double value) const {
  const double share = (value - scale_low_) / (scale_high_ - scale_low_);
  return 4 + std::clamp(share, 0.0, 1.0) * (width() - 8);
}

void IntervalBar::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  painter.setRenderHint(QPainter::Antialiasing);
  const Theme& theme = themes_.theme();
  const QColor ink = theme.color(is_trusted_ ? Token::Accent : Token::Faint);
  constexpr double kLine = 12;
  painter.fillRect(QRectF(4, kLine, width() - 8, 1), theme.color(Token::Line));
  QColor band = ink;
  band.setAlphaF(0.35F);
  painter.setPen(Qt::NoPen);
  painter.setBrush(band);
  const double left = positionOf(low_);
  painter.drawRoundedRect(QRectF(left, kLine - 4, std::max(3.0, positionOf(high_) - left), 8), 3, 3);
  painter.setBrush(ink);
  painter.drawEllipse(QPointF(positionOf(mean_), kLine), 4.5, 4.5);
  if (simulated_ && simulated_->n > 0) {
    painter.setPen(QPen(theme.color(Token::Text), 1.5));
    if (simulated_->hasInterval())
      painter.drawLine(QPointF(positionOf(simulated_->low()), kLine + 8),
                       QPointF(positionOf(simulated_->high()), kLine + 8));
    painter.drawLine(QPointF(positionOf(simulated_->mean), kLine + 5),
                     QPointF(positionOf(simulated_->mean), kLine + 11));
  }
  painter.setFont(Theme::font(11));
  painter.setPen(theme.color(Token::Muted));
  const QString high = models::figure(scale_high_);
  const QFontMetricsF metrics(painter.font());
  drawFigureText(painter, {4, height() - 4.0}, models::figure(scale_low_));
  drawFigureText(painter, {width() - 4 - figureTextWidth(metrics, high), height() - 4.0}, high);
}

}  // namespace mw::panels
