// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/theme/figure_text.h"

#include <QFontMetricsF>
#include <cmath>

namespace mw::panels {
namespace {

/// The next run of figures or of anything else, for kerning to stay as it is outside of figures.
qsizetype runEnd(const QString& text, qsizetype start) {
  if (text[start].isDigit()) return start + 1;
  qsizetype end = start;
  while (end < text.size() && !text[end].isDigit()) ++end;
  return end;
}

}  // namespace

qreal figureTextWidth(const QFontMetricsF& metrics, const QString& text) {
  const qreal zero = metrics.horizontalAdvance(QLatin1Char('0'));
  qreal width = 0;
  for (qsizetype i = 0; i < text.size();) {
    const qsizetype end = runEnd(text, i);
    width += text[i].isDigit() ? zero : metrics.horizontalAdvance(text.mid(i, end - i));
    i = end;
  }
  return width;
}

qreal drawFigureText(QPainter& painter, QPointF baseline, const QString& text) {
  const QFontMetricsF metrics(painter.font());
  const qreal zero = metrics.horizontalAdvance(QLatin1Char('0'));
  qreal x = baseline.x();
  for (qsizetype i = 0; i < text.size();) {
    const qsizetype end = runEnd(text, i);
    const QString run = text.mid(i, end - i);
    const qreal width = metrics.horizontalAdvance(run);
    const qreal room = run[0].isDigit() ? zero : width;
    painter.drawText(QPointF(x + (room - width) / 2, baseline.y()), run);
    x += room;
    i = end;
  }
  return x;
}

QSize FigureLabel::sizeHint() const {
  const QFontMetricsF metrics(font());
  const QMargins around = contentsMargins();
  return {static_cast<int>(std::ceil(figureTextWidth(metrics, text()))) + around.left() + around.right() + 1,
          static_cast<int>(std::ceil(metrics.height())) + around.top() + around.bottom()};
}

void FigureLabel::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  painter.setFont(font());
  painter.setPen(palette().color(foregroundRole()));
  const QFontMetricsF metrics(font());
  const QRect area = contentsRect();
  const qreal width = figureTextWidth(metrics, text());
  const qreal x = alignment().testFlag(Qt::AlignRight)     ? area.right() + 1 - width
                  : alignment().testFlag(Qt::AlignHCenter) ? area.left() + (area.width() - width) / 2
                                                           : area.left();
  drawFigureText(painter, {x, area.top() + (area.height() + metrics.ascent() - metrics.descent()) / 2}, text());
}

}  // namespace mw::panels
