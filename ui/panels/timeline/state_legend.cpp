// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/timeline/state_legend.h"

#include <QPainter>

#include "ui/panels/timeline/state_paint.h"

namespace mw::panels {

StateLegend::StateLegend(const ThemeService& themes, QWidget* parent) : QWidget(parent), themes_(themes) {
  setObjectName(QStringLiteral("timeline.legend"));
  setAccessibleName(tr("Legend of the states"));
  setFixedHeight(26);
  connect(&themes_, &ThemeService::changed, this, qOverload<>(&QWidget::update));
}

void StateLegend::paintEvent(QPaintEvent*) {
  constexpr int kSwatchWidth = 20;
  QPainter painter(this);
  const Theme& theme = themes_.theme();
  double x = kPanelPadding;
  for (std::size_t i = 0; i < factory::kElementStateCount; ++i) {
    const auto state = static_cast<factory::ElementState>(i);
    const QRectF swatch(x, (height() - 12) / 2.0, kSwatchWidth, 12);
    paintState(painter, swatch, state, theme);
    paintStateLetter(painter, swatch, state, theme);
    painter.setFont(Theme::labelFont());
    painter.setPen(theme.color(Token::Muted));
    const QString name = QLatin1String(factory::nameOf(state).data());
    const double text_width = QFontMetricsF(painter.font()).horizontalAdvance(name);
    painter.drawText(QRectF(x + kSwatchWidth + 6, 0, text_width + 2, height()), Qt::AlignVCenter, name);
    x += kSwatchWidth + text_width + 24;
  }
}

}  // namespace mw::panels
