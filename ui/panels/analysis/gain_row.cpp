// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/analysis/gain_row.h"

#include <QPainter>

#include "ui/panels/theme/figure_text.h"

namespace mw::panels {
namespace {

constexpr int kHeight = 38;
constexpr int kNameWidth = 150;
constexpr int kGainWidth = 92;
constexpr int kGap = 10;
constexpr double kBar = 10;
constexpr double kWhisker = 4;

}  // namespace

GainRow::GainRow(models::PriceRow row, double low, double high, const ThemeService& themes, QWidget* parent)
    : QAbstractButton(parent), row_(std::move(row)), low_(low), high_(high), themes_(themes) {
  setObjectName(QStringLiteral("shadowPrice.row.") + row_.key);
  setAccessibleName(row_.sentence);
  setAccessibleDescription(row_.is_shown ? tr("Shown") : tr("Not shown"));
  setToolTip(row_.elements.empty() ? row_.sentence : tr("%1. Press to select it.").arg(row_.sentence));
  setFocusPolicy(Qt::StrongFocus);
  setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
  if (!row_.elements.empty()) setCursor(Qt::PointingHandCursor);
  connect(&themes_, &ThemeService::changed, this, qOverload<>(&QWidget::update));
}

QSize GainRow::minimumSizeHint() const {
  return {kNameWidth + kGainWidth + 120, kHeight};
}

double GainRow::position(double value) const {
  const double left = kPanelPadding + kNameWidth + kGap;
  const double room = width() - left - kGainWidth - kGap - kPanelPadding;
  return left + (value - low_) / (high_ - low_) * room;
}

void GainRow::paintBar(QPainter& painter) const {
  const Theme& theme = themes_.theme();
  const double middle = height() / 2.0;
  const QColor ink = theme.color(row_.is_shown ? Token::Accent : Token::Muted);
  const numerics::Estimate& gain = row_.estimate;
  QColor fill = ink;
  fill.setAlphaF(row_.may_be_best ? 0.45F : 0.25F);
  const double from = position(std::min(0.0, gain.mean));
  painter.fillRect(QRectF(from, middle - kBar / 2, position(std::max(0.0, gain.mean)) - from, kBar), fill);
  painter.setPen(QPen(theme.color(Token::Muted), 1));
  painter.drawLine(QPointF(position(0), 4), QPointF(position(0), height() - 4.0));
  painter.setPen(QPen(ink, 1.6));
  if (gain.hasInterval()) {
    painter.drawLine(QPointF(position(gain.low()), middle), QPointF(position(gain.high()), middle));
    for (const double end : {gain.low(), gain.high()}) {
      painter.drawLine(QPointF(position(end), middle - kWhisker), QPointF(position(end), middle + kWhisker));
    }
  }
  painter.setBrush(ink);
  painter.drawEllipse(QPointF(position(gain.mean), middle), 2.5, 2.5);
}

void GainRow::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  painter.setRenderHint(QPainter::Antialiasing);
  const Theme& theme = themes_.theme();
  if (isDown() || underMouse()) painter.fillRect(rect(), theme.color(Token::Hover));
  if (hasFocus()) {
    painter.setPen(theme.color(Token::Accent));
    painter.drawRoundedRect(QRectF(rect()).adjusted(2.5, 1.5, -2.5, -1.5), kFieldRadius, kFieldRadius);
  }
  painter.setPen(theme.color(Token::Text));
  painter.setFont(row_.may_be_best ? Theme::headingFont() : Theme::labelFont());
  const QFontMetricsF name(painter.font());
  painter.drawText(QPointF(kPanelPadding, height() / 2.0 - 3), name.elidedText(row_.name, Qt::ElideRight, kNameWidth));
  painter.setPen(theme.color(Token::Muted));
  painter.setFont(Theme::font(11));
  const QFontMetricsF small(painter.font());
  painter.drawText(QPointF(kPanelPadding, height() / 2.0 + small.ascent() + 1),
                   small.elidedText(row_.change, Qt::ElideRight, kNameWidth));
  paintBar(painter);
  painter.setFont(Theme::labelFont());
  painter.setPen(theme.color(row_.is_shown ? Token::Text : Token::Muted));
  const QFontMetricsF figures(painter.font());
  drawFigureText(painter, {width() - kPanelPadding - figureTextWidth(figures, row_.gain), height() / 2.0 + 4},
                 row_.gain);
}

}  // namespace mw::panels
