// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/viewport/label_overlay.h"

#include <QPainter>
#include <QPainterPath>
#include <algorithm>
#include <cmath>

#include "ui/panels/theme/figure_text.h"
#include "ui/panels/theme/theme_service.h"

namespace mw::panels {
namespace {

constexpr double kChipHeight = 23;
constexpr double kChipPadding = 8;
constexpr double kLift = 6;  ///< between the anchor and the chip
constexpr double kAirAround = 3;

QString textAfterName(const SceneLabel& label) {
  return label.text.isEmpty() ? QString() : QStringLiteral(" · ") + label.text;
}

}  // namespace

LabelOverlay::LabelOverlay(const ThemeService& themes, QWidget* parent) : QWidget(parent), themes_(themes) {
  setObjectName(QStringLiteral("viewport.labels"));
  setAttribute(Qt::WA_TransparentForMouseEvents);
  setFont(Theme::labelFont());
}

QRectF LabelOverlay::boxOf(const PlacedLabel& placed) const {
  const QFontMetricsF metrics(Theme::labelFont());
  double width = 2 * kChipPadding + figureTextWidth(metrics, placed.name + textAfterName(placed.label));
  width = std::ceil(width);
  return {std::round(placed.anchor.x() - width / 2), std::round(placed.anchor.y() - kChipHeight - kLift), width,
          kChipHeight};
}

void LabelOverlay::setLabels(std::vector<PlacedLabel> labels) {
  std::stable_sort(labels.begin(), labels.end(),
                   [](const PlacedLabel& a, const PlacedLabel& b) { return a.urgency > b.urgency; });
  shown_.clear();
  for (PlacedLabel& label : labels) {
    const QRectF box = boxOf(label);
    if (!rect().contains(box.center().toPoint())) continue;
    const QRectF wide = box.adjusted(-kAirAround, -kAirAround, kAirAround, kAirAround);
    const bool is_free =
        std::none_of(shown_.begin(), shown_.end(), [&wide](const Chip& chip) { return chip.box.intersects(wide); });
    if (is_free) shown_.push_back({std::move(label), box});
  }
  update();
}

void LabelOverlay::setGhost(const QPolygonF& outline, bool is_allowed) {
  ghost_ = outline;
  is_ghost_allowed_ = is_allowed;
  update();
}

void LabelOverlay::setLink(const std::optional<QLineF>& link) {
  link_ = link;
  update();
}

void LabelOverlay::setHint(const QString& text, QPointF at) {
  hint_ = text;
  hint_at_ = at;
  update();
}

void LabelOverlay::paintText(QPainter& painter, const PlacedLabel& placed, const QRectF& box) const {
  const QFontMetricsF metrics(painter.font());
  const QPointF at(box.left() + kChipPadding, box.top() + (box.height() + metrics.ascent() - metrics.descent()) / 2);
  painter.setPen(themes_.color(Token::Text));
  drawFigureText(painter, at, placed.name + textAfterName(placed.label));
}

void LabelOverlay::paintChip(QPainter& painter, const Chip& chip) const {
  const Theme& theme = themes_.theme();
  QColor ground = theme.color(Token::Panel);
  ground.setAlphaF(0.96F);
  painter.setPen(QPen(theme.color(Token::Line), 1));
  painter.setBrush(ground);
  painter.drawRoundedRect(chip.box.adjusted(0.5, 0.5, -0.5, -0.5), 4, 4);
  paintText(painter, chip.placed, chip.box);
}

void LabelOverlay::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  painter.setRenderHint(QPainter::Antialiasing);
  painter.setFont(Theme::labelFont());
  if (!ghost_.isEmpty()) {
    const QColor color = themes_.color(is_ghost_allowed_ ? Token::Accent : Token::Error);
    QColor ground = color;
    ground.setAlphaF(0.15F);
    painter.setPen(QPen(color, 1.5, Qt::DashLine));
    painter.setBrush(ground);
    painter.drawPolygon(ghost_);
  }
  if (link_) {
    painter.setPen(QPen(themes_.color(Token::Accent), 2, Qt::SolidLine, Qt::RoundCap));
    painter.drawLine(*link_);
    painter.setBrush(themes_.color(Token::Accent));
    painter.drawEllipse(link_->p2(), 4, 4);
  }
  for (auto chip = shown_.rbegin(); chip != shown_.rend(); ++chip) paintChip(painter, *chip);
  if (!hint_.isEmpty()) {
    PlacedLabel hint;
    hint.name = hint_;
    hint.anchor = hint_at_ - QPointF(0, 10);
    paintChip(painter, {hint, boxOf(hint)});
  }
}

}  // namespace mw::panels
