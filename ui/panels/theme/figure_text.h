// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLabel>
#include <QPainter>
#include <QString>

namespace mw::panels {

/// Width of a text whose figures all take the room of a zero.
[[nodiscard]] qreal figureTextWidth(const QFontMetricsF& metrics, const QString& text);

/// Draws a text with tabular figures (Qt 6.4 has no access to the font's own), from a baseline to the right, in the
/// painter's font and pen. @returns where it ends
qreal drawFigureText(QPainter& painter, QPointF baseline, const QString& text);

/// A label whose figures do not dance while they change. Plain text, one line.
class FigureLabel : public QLabel {
 public:
  using QLabel::QLabel;
  [[nodiscard]] QSize sizeHint() const override;
  [[nodiscard]] QSize minimumSizeHint() const override { return sizeHint(); }

 protected:
  void paintEvent(QPaintEvent* event) override;
};

}  // namespace mw::panels
