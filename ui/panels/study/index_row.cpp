// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/study/index_row.h"

#include <QPainter>

#include "ui/panels/theme/figure_text.h"

namespace mw::panels {
namespace {

constexpr int kHeight = 40;
constexpr int kSide = 6;
constexpr double kBar = 10;

}  // namespace

IndexRow::IndexRow(models::EffectRow row, const ThemeService& themes, QWidget* parent)
    : QAbstractButton(parent), row_(std::move(row)), themes_(themes) {
  setObjectName(QStringLiteral("study.index.") + row_.name);
  setAccessibleName(tr("%1: %2").arg(row_.name, row_.figures));
  setToolTip(tr("%1: %2. Press to plot it.").arg(row_.name, row_.figures));
  setFocusPolicy(Qt::StrongFocus);
  setCursor(Qt::PointingHandCursor);
  setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
  connect(&themes_, &ThemeService::changed, this, qOverload<>(&QWidget::update));
}

QSize IndexRow::minimumSizeHint() const {
  return {200, kHeight};
}

void IndexRow::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  painter.setRenderHint(QPainter::Antialiasing);
  const Theme& theme = themes_.theme();
  if (isDown() || underMouse()) painter.fillRect(rect(), theme.color(Token::Hover));
  if (hasFocus()) {
    painter.setPen(theme.color(Token::Accent));
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), kFieldRadius, kFieldRadius);
  }
  painter.setFont(Theme::font(11));
  const QFontMetricsF small(painter.font());
  const double figures = figureTextWidth(small, row_.figures);
  painter.setPen(theme.color(Token::Muted));
  drawFigureText(painter, {width() - kSide - figures, 16}, row_.figures);
  painter.setFont(Theme::labelFont());
  painter.setPen(theme.color(Token::Text));
  const QFontMetricsF name(painter.font());
  painter.drawText(QPointF(kSide, 16), name.elidedText(row_.name, Qt::ElideRight, width() - 3 * kSide - figures));
  const QRectF room(kSide, 22, width() - 2 * kSide, kBar);
  painter.fillRect(room, theme.color(Token::Field));
  const QRectF total(room.left(), room.top(), room.width() * row_.total, kBar);
  QColor soft = theme.color(Token::Accent);
  soft.setAlphaF(0.25F);
  painter.fillRect(total, soft);
  painter.fillRect(total, QBrush(theme.color(Token::Accent), Qt::BDiagPattern));
  painter.fillRect(QRectF(room.left(), room.top(), room.width() * row_.alone, kBar), theme.color(Token::Accent));
}

}  // namespace mw::panels
