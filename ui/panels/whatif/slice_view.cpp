// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/whatif/slice_view.h"

#include <QMouseEvent>
#include <QPainter>
#include <algorithm>
#include <array>
#include <cmath>

#include "ui/models/figure_format.h"

namespace mw::panels {
namespace {

constexpr double kLeft = 44;
constexpr double kTop = 8;
constexpr double kRight = 64;  // the colour scale
constexpr double kBottom = 34;
constexpr double kWork = 2e7;  // multiplications that a map may take: some ten milliseconds
constexpr std::size_t kLeastNodes = 8;
constexpr std::size_t kMostNodes = 48;

/// Where a level crosses the edge between two nodes.
QPointF crossing(QPointF a, double value_a, QPointF b, double value_b, double level) {
  return a + (b - a) * ((level - value_a) / (value_b - value_a));
}

}  // namespace

SliceView::SliceView(models::WhatIfModel& what_if, const ThemeService& themes, QWidget* parent)
    : QWidget(parent), what_if_(what_if), themes_(themes) {
  setCursor(Qt::CrossCursor);
  setToolTip(
      tr("Colour: answer. Hatched: outside the sampled region. Lines: equal uncertainty. Dots: simulated "
         "points, of all values of the other factors. Diamond: the recommended next run."));
  connect(&themes_, &ThemeService::changed, this, qOverload<>(&QWidget::update));
}

void SliceView::setFactors(std::size_t x, std::size_t y) {
  x_ = x;
  y_ = y;
  showSlice();
}

void SliceView::showSlice() {
  if (!what_if_.surrogate() || what_if_.factors().size() <= std::max(x_, y_) || x_ == y_) return;
  const auto rows = static_cast<double>(what_if_.surrogate()->trainingSet().output.size());
  const auto nodes = static_cast<std::size_t>(std::sqrt(kWork) / std::max(1.0, rows));
  slice_ = what_if_.slice(x_, y_, std::clamp(nodes, kLeastNodes, kMostNodes));
  const auto [low, high] = std::ranges::minmax(slice_.mean);
  low_ = low;
  high_ = high > low ? high : low + 1;
  update();
}

QRectF SliceView::area() const {
  return QRectF(rect()).adjusted(kLeft, kTop, -kRight, -kBottom);
}

QPointF SliceView::position(double x, double y) const {
  const QRectF map = area();
  return {map.left() + (x - slice_.x.front()) / (slice_.x.back() - slice_.x.front()) * map.width(),
          map.bottom() - (y - slice_.y.front()) / (slice_.y.back() - slice_.y.front()) * map.height()};
}

void SliceView::paintMap(QPainter& painter) const {
  const auto side = static_cast<int>(slice_.n);
  QImage map(side, side, QImage::Format_RGB32);
  for (int row = 0; row < side; ++row)
    for (int column = 0; column < side; ++column) {
      const double mean = slice_.mean[static_cast<std::size_t>(row * side + column)];
      map.setPixelColor(column, side - 1 - row, Theme::valueColor((mean - low_) / (high_ - low_)));
    }
  // A node is the middle of its pixel: the picture reaches half a step beyond the map on each side.
  const double half = 0.5;
  painter.setRenderHint(QPainter::SmoothPixmapTransform);
  painter.drawImage(area(), map, QRectF(half, half, side - 1.0, side - 1.0));
}

void SliceView::paintHatch(QPainter& painter) const {
  painter.setPen(Qt::NoPen);
  QColor ground = themes_.theme().color(Token::Panel);
  ground.setAlphaF(0.55F);
  const QBrush hatch(themes_.theme().color(Token::Muted), Qt::BDiagPattern);
  const QSizeF step(area().width() / static_cast<double>(slice_.n - 1),
                    area().height() / static_cast<double>(slice_.n - 1));
  for (std::size_t row = 0; row < slice_.n; ++row)
    for (std::size_t column = 0; column < slice_.n;) {
      std::size_t end = column;
      while (end < slice_.n && slice_.domains[row * slice_.n + end] == surrogate::Domain::Out) ++end;
      if (end > column) {
        const QPointF first = position(slice_.x[column], slice_.y[row]);
        const QRectF run(first.x() - step.width() / 2, first.y() - step.height() / 2,
                         step.width() * static_cast<double>(end - column), step.height());
        painter.fillRect(run & area(), ground);
        painter.fillRect(run & area(), hatch);
      }
      column = std::max(end, column + 1);
    }
}

void SliceView::paintUncertainty(QPainter& painter) const {
  const auto [least, most] = std::ranges::minmax(slice_.sd);
  if (!(most > least)) return;
  QColor ink = themes_.theme().color(Token::Panel);
  ink.setAlphaF(0.8F);
  painter.setPen(QPen(ink, 1));
  const auto node = [this](std::size_t row, std::size_t column) {
    return std::pair(position(slice_.x[column], slice_.y[row]), slice_.sd[row * slice_.n + column]);
  };
  for (const double share : {0.25, 0.5, 0.75}) {
    const double level = least + share * (most - least);
    for (std::size_t row = 0; row + 1 < slice_.n; ++row)
      for (std::size_t column = 0; column + 1 < slice_.n; ++column) {
        const std::array corners = {node(row, column), node(row, column + 1), node(row + 1, column + 1),
                                    node(row + 1, column)};
        std::vector<QPointF> cuts;
        for (std::size_t i = 0; i < 4; ++i) {
          const auto& [a, value_a] = corners[i];
          const auto& [b, value_b] = corners[(i + 1) % 4];
          if ((value_a < level) != (value_b < level)) cuts.push_back(crossing(a, value_a, b, value_b, level));
        }
        for (std::size_t i = 0; i + 1 < cuts.size(); i += 2) painter.drawLine(cuts[i], cuts[i + 1]);
      }
  }
}

void SliceView::paintPoints(QPainter& painter) const {
  const Theme& theme = themes_.theme();
  const Eigen::MatrixXd& inputs = what_if_.surrogate()->trainingSet().inputs;
  painter.setPen(QPen(theme.color(Token::Text), 1));
  painter.setBrush(theme.color(Token::Panel));
  for (Eigen::Index i = 0; i < inputs.rows(); ++i)
    painter.drawEllipse(position(inputs(i, static_cast<Eigen::Index>(x_)), inputs(i, static_cast<Eigen::Index>(y_))),
                        2.5, 2.5);
  if (const auto& next = what_if_.suggestion(); next && next->values.size() == what_if_.factors().size()) {
    constexpr double kMark = 6;
    const QPointF at = position(next->values[x_], next->values[y_]);
    painter.setBrush(theme.color(Token::Accent));
    painter.drawPolygon(
        QPolygonF({at - QPointF(0, kMark), at + QPointF(kMark, 0), at + QPointF(0, kMark), at - QPointF(kMark, 0)}));
    painter.setBrush(Qt::NoBrush);
  }
  const QPointF here = position(what_if_.factors()[x_].value, what_if_.factors()[y_].value);
  for (const auto& [color, width_px] : {std::pair(Token::Panel, 4.0), std::pair(Token::Text, 1.6)}) {
    painter.setPen(QPen(theme.color(color), width_px));
    painter.drawLine(here - QPointF(8, 0), here + QPointF(8, 0));
    painter.drawLine(here - QPointF(0, 8), here + QPointF(0, 8));
  }
}

void SliceView::paintScales(QPainter& painter) const {
  const Theme& theme = themes_.theme();
  const QRectF map = area();
  painter.setFont(Theme::font(11));
  painter.setPen(theme.color(Token::Muted));
  const models::WhatIfFactor& x = what_if_.factors()[x_];
  const models::WhatIfFactor& y = what_if_.factors()[y_];
  const QRectF below(map.left(), map.bottom() + 2, map.width(), 14);
  painter.drawText(below, Qt::AlignLeft, models::figure(x.slider_low));
  painter.drawText(below, Qt::AlignRight, models::figure(x.slider_high));
  const auto title = [](const models::WhatIfFactor& factor) {
    const QString name = QString::fromStdString(factor.name);
    return factor.unit.isEmpty() ? name : name + QStringLiteral(", ") + factor.unit;
  };
  painter.drawText(below.translated(0, 14), Qt::AlignHCenter, title(x));
  painter.drawText(QRectF(0, map.top(), kLeft - 4, 14), Qt::AlignRight, models::figure(y.slider_high));
  painter.drawText(QRectF(0, map.bottom() - 14, kLeft - 4, 14), Qt::AlignRight, models::figure(y.slider_low));
  painter.save();
  painter.translate(12, map.center().y());
  painter.rotate(-90);
  painter.drawText(QRectF(-map.height() / 2, -8, map.height(), 14), Qt::AlignHCenter, title(y));
  painter.restore();
  const QRectF scale(map.right() + 10, map.top(), 8, map.height());
  for (int i = 0; i < static_cast<int>(scale.height()); ++i)
    painter.fillRect(QRectF(scale.left(), scale.bottom() - i - 1, scale.width(), 1),
                     Theme::valueColor(i / scale.height()));
  painter.drawText(QRectF(scale.right() + 4, scale.top(), kRight - 22, 14), Qt::AlignLeft, models::figure(high_));
  painter.drawText(QRectF(scale.right() + 4, scale.bottom() - 14, kRight - 22, 14), Qt::AlignLeft,
                   models::figure(low_));
}

void SliceView::paintEvent(QPaintEvent*) {
  if (slice_.n < 2 || !what_if_.surrogate() || what_if_.factors().size() <= std::max(x_, y_)) return;
  QPainter painter(this);
  painter.setRenderHint(QPainter::Antialiasing);
  painter.save();
  painter.setClipRect(area());
  paintMap(painter);
  paintHatch(painter);
  paintUncertainty(painter);
  paintPoints(painter);
  painter.restore();
  paintScales(painter);
}

void SliceView::ask(QPointF at) {
  if (slice_.n < 2) return;
  const QRectF map = area();
  const auto value = [](const std::vector<double>& nodes, double share) {
    return nodes.front() + std::clamp(share, 0.0, 1.0) * (nodes.back() - nodes.front());
  };
  what_if_.setValue(x_, value(slice_.x, (at.x() - map.left()) / map.width()));
  what_if_.setValue(y_, value(slice_.y, (map.bottom() - at.y()) / map.height()));
}

void SliceView::mousePressEvent(QMouseEvent* event) {
  if (event->button() == Qt::LeftButton) ask(event->position());
}

void SliceView::mouseMoveEvent(QMouseEvent* event) {
  if ((event->buttons() & Qt::LeftButton) != 0) ask(event->position());
}

}  // namespace mw::panels
