// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/viewport/label_overlay.h"

#include <QPainter>
#include <QPainterPath>
#include <algorithm>
#include <cmath>

#include "ui/panels/theme/figure_text.h"
#include "ui/panels/theme/theme_service.h"
#include "ui/panels/viewport/label_layout.h"

namespace mw::panels {
namespace {

constexpr double kChipHeight = 23;
constexpr double kChipPadding = 8;
constexpr int kNearEdge = 16;
constexpr float kGroundOpacity = 0.96F;
constexpr float kQuietOpacity = 0.78F;

void paintArrowHead(QPainter& painter, QPointF from, QPointF to, const QColor& color) {
  constexpr double kLength = 11;
  constexpr double kHalfWidth = 4.5;
  const QLineF line(from, to);
  if (line.length() < 1) return;
  const QPointF along = (to - from) / line.length();
  const QPointF across(-along.y(), along.x());
  painter.setPen(Qt::NoPen);
  painter.setBrush(color);
  painter.drawPolygon(QPolygonF{to + along * 2, to - along * kLength + across * kHalfWidth,
                                to - along * kLength - across * kHalfWidth});
}

QString textAfterName(const SceneLabel& label) {
  return label.text.isEmpty() ? QString() : QStringLiteral(" · ") + label.text;
}

}  // namespace

LabelOverlay::LabelOverlay(const ThemeService& themes, QWidget* parent) : QWidget(parent), themes_(themes) {
  setObjectName(QStringLiteral("viewport.labels"));
  setAttribute(Qt::WA_TransparentForMouseEvents);
  setFont(Theme::labelFont());
}

QSizeF LabelOverlay::sizeOf(const PlacedLabel& placed) const {
  const QFontMetricsF metrics(Theme::labelFont());
  return {std::ceil(2 * kChipPadding + figureTextWidth(metrics, placed.name + textAfterName(placed.label))),
          kChipHeight};
}

QRectF LabelOverlay::boxOf(const PlacedLabel& placed) const {
  const QRectF place = freePlaceOf({sizeOf(placed), placed.anchor});
  // What belongs to a place that is out of sight stays away with it.
  const QRect around = rect().adjusted(-kNearEdge, -kNearEdge, kNearEdge, kNearEdge);
  return around.contains(placed.anchor.toPoint()) ? pushedInto(rect(), place) : place;
}

QRectF LabelOverlay::boxOf(const QString& words, QPointF anchor) const {
  PlacedLabel label;
  label.name = words;
  label.anchor = anchor;
  return boxOf(label);
}

void LabelOverlay::setLabels(std::vector<PlacedLabel> labels, std::span<const QRectF> taken) {
  std::stable_sort(labels.begin(), labels.end(),
                   [](const PlacedLabel& a, const PlacedLabel& b) { return a.urgency > b.urgency; });
  std::vector<LabelWish> wishes;
  for (const PlacedLabel& label : labels) {
    wishes.push_back({sizeOf(label), label.anchor, label.urgency, !label.label.is_quiet});
  }
  const std::vector<std::optional<QRectF>> places = placeLabels(wishes, rect(), taken);
  shown_.clear();
  for (std::size_t i = 0; i < labels.size(); ++i) {
    if (!places[i]) continue;
    const bool has_moved = places[i]->bottom() < freePlaceOf(wishes[i]).bottom() - kChipHeight / 2;
    shown_.push_back({std::move(labels[i]), *places[i], has_moved});
  }
  update();
}

void LabelOverlay::setSketch(SketchLayer layer, Sketch sketch) {
  Sketch& shown = sketches_[static_cast<std::size_t>(layer)];
  if (shown.empty() && sketch.empty()) return;
  shown = std::move(sketch);
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
  painter.setPen(themes_.color(placed.label.is_quiet ? Token::Muted : Token::Text));
  drawFigureText(painter, at, placed.name + textAfterName(placed.label));
}

void LabelOverlay::paintStroke(QPainter& painter, const Stroke& stroke) const {
  if (stroke.points.isEmpty()) return;
  const QColor color = themes_.color(stroke.color);
  painter.setPen(
      QPen(color, stroke.width_px, stroke.is_dashed ? Qt::DashLine : Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
  switch (stroke.shape) {
    case Stroke::Shape::Line:
      painter.setBrush(Qt::NoBrush);
      painter.drawPolyline(stroke.points);
      if (stroke.has_arrow && stroke.points.size() >= 2) {
        paintArrowHead(painter, stroke.points[stroke.points.size() - 2], stroke.points.back(), color);
      }
      break;
    case Stroke::Shape::Area: {
      QColor ground = color;
      ground.setAlphaF(static_cast<float>(stroke.fill));
      painter.setBrush(ground);
      painter.drawPolygon(stroke.points);
      break;
    }
    case Stroke::Shape::Dot:
      painter.setPen(QPen(themes_.color(stroke.color == Token::Panel ? Token::Accent : Token::Panel), 1.5));
      painter.setBrush(color);
      painter.drawEllipse(stroke.points.front(), stroke.width_px, stroke.width_px);
      break;
    case Stroke::Shape::Label: {
      PlacedLabel label;
      label.name = QFontMetricsF(painter.font())
                       .elidedText(stroke.text, Qt::ElideRight, width() - 2 * (kChipPadding + kNearEdge));
      label.anchor = stroke.points.front();
      paintChip(painter, {label, boxOf(label)});
      if (stroke.is_held) {
        painter.setPen(QPen(themes_.color(Token::Accent), 1.5));
        painter.setBrush(Qt::NoBrush);
        painter.drawRoundedRect(boxOf(label).adjusted(0.5, 0.5, -0.5, -0.5), 4, 4);
      }
      break;
    }
  }
}

void LabelOverlay::paintChip(QPainter& painter, const Chip& chip) const {
  const Theme& theme = themes_.theme();
  QColor ground = theme.color(Token::Panel);
  ground.setAlphaF(chip.placed.label.is_quiet ? kQuietOpacity : kGroundOpacity);
  const SceneLabel::Frame frame = chip.placed.label.frame;
  if (frame == SceneLabel::Frame::Plain) {
    painter.setPen(QPen(theme.color(Token::Line), 1));
  } else {
    painter.setPen(
        QPen(theme.color(Token::Warning), 1.5, frame == SceneLabel::Frame::Limits ? Qt::SolidLine : Qt::DashLine));
  }
  painter.setBrush(ground);
  painter.drawRoundedRect(chip.box.adjusted(0.5, 0.5, -0.5, -0.5), 4, 4);
  paintText(painter, chip.placed, chip.box);
}

void LabelOverlay::paintLeader(QPainter& painter, const Chip& chip) const {
  const QPointF foot(std::clamp(chip.placed.anchor.x(), chip.box.left() + 6, chip.box.right() - 6), chip.box.bottom());
  painter.setPen(QPen(themes_.color(Token::Muted), 1));
  painter.drawLine(foot, chip.placed.anchor);
}

void LabelOverlay::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  painter.setRenderHint(QPainter::Antialiasing);
  painter.setFont(Theme::labelFont());
  // What is written lies above all that is drawn.
  for (const bool are_labels : {false, true}) {
    for (const Sketch& sketch : sketches_) {
      for (const Stroke& stroke : sketch) {
        if ((stroke.shape == Stroke::Shape::Label) == are_labels) paintStroke(painter, stroke);
      }
    }
  }
  PlacedLabel hint;
  hint.name = hint_;
  hint.anchor = hint_at_ - QPointF(0, 10);
  const QRectF hint_box = hint_.isEmpty() ? QRectF() : boxOf(hint);
  const auto is_hidden = [&hint_box](const Chip& chip) { return chip.box.intersects(hint_box); };
  for (const Chip& chip : shown_) {
    if (chip.has_moved && !is_hidden(chip)) paintLeader(painter, chip);
  }
  for (auto chip = shown_.rbegin(); chip != shown_.rend(); ++chip) {
    if (!is_hidden(*chip)) paintChip(painter, *chip);
  }
  if (hint_box.isValid()) paintChip(painter, {hint, hint_box});
}

}  // namespace mw::panels
