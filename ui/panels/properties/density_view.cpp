// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/properties/density_view.h"

#include <QPainter>
#include <QPainterPath>
#include <algorithm>

namespace mw::panels {
namespace {

constexpr int kHeight = 46;

}  // namespace

DensityView::DensityView(const ThemeService& themes, QWidget* parent) : QWidget(parent), themes_(themes) {
  setFixedHeight(kHeight);
  setAccessibleName(tr("Density"));
}

void DensityView::setDistribution(const Json& distribution) {
  curve_ = densityOf(distribution);
  mean_s_ = momentsOf(distribution).value_or(Moments{}).mean_s;
  setVisible(!curve_.density.empty());
  setToolTip(tr("Density from %1 to %2 s, mean %3 s")
                 .arg(curve_.low_s, 0, 'g', 4)
                 .arg(curve_.high_s, 0, 'g', 4)
                 .arg(mean_s_, 0, 'g', 4));
  update();
}

void DensityView::paintEvent(QPaintEvent*) {
  if (curve_.density.empty()) return;
  QPainter painter(this);
  painter.setRenderHint(QPainter::Antialiasing);
  const QRectF area = QRectF(rect()).adjusted(8, 4, -8, -4);
  const double highest = *std::max_element(curve_.density.begin(), curve_.density.end());
  if (!(highest > 0)) return;
  QPainterPath line;
  const auto n = static_cast<double>(curve_.density.size());
  for (std::size_t i = 0; i < curve_.density.size(); ++i) {
    const QPointF at(area.left() + area.width() * (static_cast<double>(i) + 0.5) / n,
                     area.bottom() - area.height() * curve_.density[i] / highest);
    i == 0 ? line.moveTo(at) : line.lineTo(at);
  }
  QPainterPath ground = line;
  ground.lineTo(area.right(), area.bottom());
  ground.lineTo(area.left(), area.bottom());
  painter.fillPath(ground, themes_.color(Token::AccentSoft));
  painter.setPen(QPen(themes_.color(Token::Line), 1));
  painter.drawLine(area.bottomLeft(), area.bottomRight());
  painter.strokePath(line, QPen(themes_.color(Token::Accent), 1.5));
  const double mean_x = area.left() + area.width() * (mean_s_ - curve_.low_s) / (curve_.high_s - curve_.low_s);
  painter.setPen(QPen(themes_.color(Token::Accent), 1, Qt::DotLine));
  painter.drawLine(QPointF(mean_x, area.top()), QPointF(mean_x, area.bottom()));
}

}  // namespace mw::panels
