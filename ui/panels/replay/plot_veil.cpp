// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/replay/plot_veil.h"

#include <QPainter>

namespace mw::panels {
namespace {

constexpr double kPale = 0.4;  // of the panel's colour over the picture

}  // namespace

PlotVeil::PlotVeil(QWidget& over, const ThemeService& themes)
    : QWidget(over.parentWidget()), over_(over), themes_(themes) {
  setObjectName(QStringLiteral("replay.veil"));
  setAccessibleName(tr("The plots as they were, while they are worked out anew"));
  setFocusPolicy(Qt::NoFocus);
  hide();
}

void PlotVeil::hold() {
  if (isVisible() || !over_.isVisible()) return;
  picture_ = over_.grab();
  setGeometry(over_.geometry());
  raise();
  show();
}

void PlotVeil::lift() {
  hide();
  picture_ = QPixmap();
}

void PlotVeil::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  painter.drawPixmap(0, 0, picture_);
  QColor pale = themes_.color(Token::Panel);
  pale.setAlphaF(static_cast<float>(kPale));
  painter.fillRect(rect(), pale);
}

}  // namespace mw::panels
