// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/study/difference_plot.h"

#include <QPainter>
#include <cmath>

#include "ui/models/figure_format.h"

namespace mw::panels {
namespace {

constexpr int kRow = 26;
constexpr int kFoot = 22;
constexpr int kLeft = 72;   // "point 12"
constexpr int kRight = 84;  // the word
constexpr double kWhisker = 4;

}  // namespace

DifferencePlot::DifferencePlot(const ThemeService& themes, QWidget* parent) : QWidget(parent), themes_(themes) {
  setAccessibleName(tr("Differences from the reference"));
  connect(&themes_, &ThemeService::changed, this, qOverload<>(&QWidget::update));
}

void DifferencePlot::show(const experiment::Comparison& comparison, const QString& unit) {
  comparison_ = comparison;
  unit_ = unit;
  reach_ = 0;
  for (const experiment::PairedDifference& row : comparison.points) {
    const numerics::Estimate& d = row.difference;
    if (d.n == 0) continue;
    const double half = d.hasInterval() ? d.half_width : 0;
    reach_ = std::max(reach_, std::abs(d.mean) + half);
  }
  reach_ = reach_ > 0 ? 1.1 * reach_ : 1;
  updateGeometry();
  update();
}

QSize DifferencePlot::minimumSizeHint() const {
  return {280, kRow * std::max(1, static_cast<int>(comparison_.points.size())) + kFoot};
}

double DifferencePlot::position(double value) const {
  const double half = (width() - kLeft - kRight) / 2.0;
  return kLeft + half + value / reach_ * half;
}

void DifferencePlot::paintRow(QPainter& painter, const experiment::PairedDifference& row, double middle_y) const {
  const Theme& theme = themes_.theme();
  const bool is_shown = row.shown != experiment::Shown::NotShown;
  const QColor ink = theme.color(is_shown ? Token::Accent : Token::Muted);
  painter.setPen(theme.color(Token::Text));
  painter.setFont(Theme::labelFont());
  painter.drawText(QRectF(0, middle_y - kRow / 2.0, kLeft - 8, kRow), Qt::AlignRight | Qt::AlignVCenter,
                   tr("point %1").arg(row.point));
  painter.setFont(Theme::font(12, is_shown ? QFont::DemiBold : QFont::Normal));
  painter.drawText(QRectF(width() - kRight + 8, middle_y - kRow / 2.0, kRight - 8, kRow),
                   Qt::AlignLeft | Qt::AlignVCenter, QString::fromLatin1(experiment::shownText(row.shown)));
  const numerics::Estimate& d = row.difference;
  if (d.n == 0) return;
  painter.setPen(QPen(ink, 1.6));
  if (d.hasInterval()) {
    painter.drawLine(QPointF(position(d.low()), middle_y), QPointF(position(d.high()), middle_y));
    for (const double end : {d.low(), d.high()})
      painter.drawLine(QPointF(position(end), middle_y - kWhisker), QPointF(position(end), middle_y + kWhisker));
  }
  painter.setBrush(ink);
  painter.drawEllipse(QPointF(position(d.mean), middle_y), 3.0, 3.0);
}

void DifferencePlot::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  painter.setRenderHint(QPainter::Antialiasing);
  const Theme& theme = themes_.theme();
  const double bottom = height() - kFoot;
  painter.setPen(QPen(theme.color(Token::Muted), 1, Qt::DashLine));
  painter.drawLine(QPointF(position(0), 0), QPointF(position(0), bottom));
  double middle_y = kRow / 2.0;
  for (const experiment::PairedDifference& row : comparison_.points) {
    paintRow(painter, row, middle_y);
    middle_y += kRow;
  }
  painter.setPen(theme.color(Token::Muted));
  painter.setFont(Theme::font(11));
  const QRectF foot(kLeft, bottom, width() - kLeft - kRight, kFoot);
  painter.drawText(foot, Qt::AlignLeft | Qt::AlignVCenter, models::figure(-reach_));
  painter.drawText(foot, Qt::AlignHCenter | Qt::AlignVCenter,
                   unit_.isEmpty() ? tr("0 = as point %1").arg(comparison_.reference)
                                   : tr("0 = as point %1, %2").arg(comparison_.reference).arg(unit_));
  painter.drawText(foot, Qt::AlignRight | Qt::AlignVCenter, models::figure(reach_));
}

}  // namespace mw::panels
