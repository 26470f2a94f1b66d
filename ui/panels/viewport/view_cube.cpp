// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/viewport/view_cube.h"

#include <QMouseEvent>
#include <QPainter>
#include <QPainterPath>
#include <array>

#include "ui/panels/viewport/viewport.h"

namespace mw::panels {
namespace {

constexpr int kSize = 104;
constexpr double kHalf = 25;  // its diagonal must leave room for the arrows
constexpr double kArrowAt = 46;
constexpr double kArrowReach = 9;

struct Arrow {
  int yaw_steps, pitch_steps;
  QPointF towards;  // unit, y downwards
};
const std::array<Arrow, 4> kArrows = {{{-1, 0, {-1, 0}}, {1, 0, {1, 0}}, {0, 1, {0, -1}}, {0, -1, {0, 1}}}};

QString faceName(const scene::CubePart& face) {
  if (face.z != 0) return face.z > 0 ? ViewCube::tr("Top") : ViewCube::tr("Bottom");
  if (face.y != 0) return face.y < 0 ? ViewCube::tr("Front") : ViewCube::tr("Back");
  return face.x > 0 ? ViewCube::tr("Right") : ViewCube::tr("Left");
}

/// "Top", "Top Front", "Top Front Left".
QString partName(const scene::CubePart& part) {
  QStringList words;
  if (part.z != 0) words << faceName({0, 0, part.z});
  if (part.y != 0) words << faceName({0, part.y, 0});
  if (part.x != 0) words << faceName({part.x, 0, 0});
  return words.join(QLatin1Char(' '));
}

QPointF pointOf(const scene::DisplayPoint& at) {
  return {at.x + kSize / 2.0, at.y + kSize / 2.0};
}

bool isFace(const scene::CubePart& part) {
  return std::abs(part.x) + std::abs(part.y) + std::abs(part.z) == 1;
}

}  // namespace

ViewCube::ViewCube(Viewport& viewport, const ThemeService& themes)
    : QWidget(&viewport), viewport_(viewport), themes_(themes) {
  setObjectName(QStringLiteral("viewport.cube"));
  setAccessibleName(tr("View cube"));
  setFixedSize(kSize, kSize);
  setMouseTracking(true);
  setFocusPolicy(Qt::NoFocus);  // every view has a key
  connect(&viewport, &Viewport::cameraChanged, this, qOverload<>(&QWidget::update));
  connect(&themes, &ThemeService::changed, this, qOverload<>(&QWidget::update));
}

QSize ViewCube::sizeHint() const {
  return {kSize, kSize};
}

void ViewCube::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  painter.setRenderHint(QPainter::Antialiasing);
  QColor ground = themes_.color(Token::Panel);
  ground.setAlpha(225);
  for (const scene::CubePatch& patch : scene::visiblePatches(viewport_.camera(), kHalf)) {
    QPolygonF outline;
    for (const scene::DisplayPoint& corner : patch.corners) outline << pointOf(corner);
    const bool is_pointed = pointed_.part == patch.part;
    painter.setPen(QPen(is_pointed ? themes_.color(Token::Accent) : ground, 1));
    painter.setBrush(is_pointed ? themes_.color(Token::Accent) : ground);
    painter.drawPolygon(outline);
  }
  const double half = kHalf;
  for (const scene::CubePatch& patch : scene::visiblePatches(viewport_.camera(), half)) {
    if (!isFace(patch.part)) continue;
    QPolygonF outline;
    for (const scene::DisplayPoint& corner : patch.corners) outline << pointOf(corner);
    painter.setPen(QPen(themes_.color(Token::Line), 1));
    painter.setBrush(Qt::NoBrush);
    painter.drawPolygon(outline);
    const double across = std::min(outline.boundingRect().width(), outline.boundingRect().height());
    if (across < 15) continue;
    painter.setFont(Theme::font(10, QFont::DemiBold));
    painter.setPen(themes_.color(pointed_.part == patch.part ? Token::OnAccent : Token::Text));
    painter.drawText(outline.boundingRect().adjusted(-20, -20, 20, 20), Qt::AlignCenter, faceName(patch.face));
  }
  paintArrows(painter);
}

void ViewCube::paintArrows(QPainter& painter) const {
  for (const Arrow& arrow : kArrows) {
    const QPointF middle(kSize / 2.0, kSize / 2.0);
    const QPointF across(-arrow.towards.y(), arrow.towards.x());
    const QPointF tip = middle + arrow.towards * kArrowAt;
    QPainterPath head(tip);
    head.lineTo(tip - arrow.towards * 5 + across * 5);
    head.lineTo(tip - arrow.towards * 5 - across * 5);
    head.closeSubpath();
    const bool is_pointed =
        !pointed_.part && pointed_.yaw_steps == arrow.yaw_steps && pointed_.pitch_steps == arrow.pitch_steps;
    painter.fillPath(head, themes_.color(is_pointed ? Token::Accent : Token::Muted));
  }
}

ViewCube::Spot ViewCube::spotAt(QPointF at) const {
  const QPointF middle(kSize / 2.0, kSize / 2.0);
  const QPointF from_middle = at - middle;
  if (const auto part = scene::pickPart(viewport_.camera(), kHalf, {from_middle.x(), from_middle.y()})) return {part};
  for (const Arrow& arrow : kArrows) {
    const QPointF off = from_middle - arrow.towards * (kArrowAt - 3);
    if (std::abs(off.x()) < kArrowReach && std::abs(off.y()) < kArrowReach) {
      return {std::nullopt, arrow.yaw_steps, arrow.pitch_steps};
    }
  }
  return {};
}

void ViewCube::point(const Spot& spot) {
  if (spot == pointed_) return;
  pointed_ = spot;
  const bool is_arrow = spot.yaw_steps != 0 || spot.pitch_steps != 0;
  setToolTip(spot.part ? tr("Look from: %1").arg(partName(*spot.part)) : is_arrow ? tr("Turn by 45°") : QString());
  update();
}

void ViewCube::mouseMoveEvent(QMouseEvent* event) {
  point(spotAt(event->position()));
}

void ViewCube::mousePressEvent(QMouseEvent* event) {
  pressed_ = spotAt(event->position());
  event->setAccepted(event->button() == Qt::LeftButton);
}

void ViewCube::mouseReleaseEvent(QMouseEvent* event) {
  const Spot spot = spotAt(event->position());
  if (!(spot == pressed_)) return;
  if (spot.part) {
    viewport_.flyTo(scene::turnedTo(viewport_.camera(), *spot.part));
  } else if (spot.yaw_steps != 0 || spot.pitch_steps != 0) {
    viewport_.flyTo(scene::turnedBySteps(viewport_.camera(), spot.yaw_steps, spot.pitch_steps));
  }
}

void ViewCube::leaveEvent(QEvent*) {
  point({});
}

}  // namespace mw::panels
