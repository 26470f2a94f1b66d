// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/timeline/state_paint.h"

namespace mw::panels {
namespace {

using factory::ElementState;

constexpr double kIdleHeight = 0.4;
constexpr double kPatternFrom_px = 3;
constexpr double kLetterFrom_px = 18;

Qt::BrushStyle patternOf(ElementState state) {
  switch (state) {
    case ElementState::Busy:
    case ElementState::Idle:
      return Qt::NoBrush;
    case ElementState::Blocked:
      return Qt::BDiagPattern;
    case ElementState::Setup:
      return Qt::VerPattern;
    case ElementState::Down:
      return Qt::DiagCrossPattern;
    case ElementState::Waiting:
      return Qt::HorPattern;
    case ElementState::Off:
      return Qt::FDiagPattern;
  }
  return Qt::NoBrush;
}

/// Black or white, whichever reads better on the state's colour.
QColor inkOn(const QColor& ground) {
  const QColor dark(Qt::black);
  const QColor light(Qt::white);
  return contrastRatio(dark, ground) >= contrastRatio(light, ground) ? dark : light;
}

}  // namespace

void paintState(QPainter& painter, const QRectF& bar, ElementState state, const Theme& theme) {
  const QColor color = theme.stateColor(state);
  if (state == ElementState::Idle) {
    const double height = std::max(2.0, std::round(bar.height() * kIdleHeight));
    painter.fillRect(QRectF(bar.left(), bar.bottom() - height, bar.width(), height), color);
    return;
  }
  painter.fillRect(bar, color);
  const Qt::BrushStyle pattern = patternOf(state);
  if (pattern == Qt::NoBrush || bar.width() < kPatternFrom_px) return;
  QColor ink = state == ElementState::Off ? theme.color(Token::Muted) : inkOn(color);
  ink.setAlphaF(state == ElementState::Off ? 0.9F : 0.28F);
  painter.fillRect(bar, QBrush(ink, pattern));
}

void paintStateLetter(QPainter& painter, const QRectF& bar, ElementState state, const Theme& theme) {
  if (bar.width() < kLetterFrom_px || state == ElementState::Busy || state == ElementState::Idle) return;
  const QColor ground = theme.stateColor(state);
  const QFont font = Theme::font(10, QFont::Bold);
  painter.setFont(font);
  const QRectF plate(bar.center().x() - 6, bar.top(), 12, bar.height());
  painter.fillRect(plate, ground);
  painter.setPen(inkOn(ground));
  painter.drawText(plate, Qt::AlignCenter, Theme::stateLetter(state));
}

}  // namespace mw::panels
