// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/floor/hall_click.h"

#include <QApplication>
#include <QMouseEvent>
#include <cmath>

#include "ui/panels/viewport/viewport.h"

namespace mw::panels {

HallClick::HallClick(Viewport& viewport, QObject* parent) : QObject(parent) {
  viewport.installEventFilter(this);
}

bool HallClick::eventFilter(QObject* watched, QEvent* event) {
  if (!is_active_) return false;
  if (event->type() == QEvent::MouseButtonPress) pressed_ = static_cast<QMouseEvent*>(event)->position();
  if (event->type() == QEvent::MouseButtonRelease) {
    const auto* mouse = static_cast<QMouseEvent*>(event);
    const bool is_click = (mouse->position() - pressed_).manhattanLength() < QApplication::startDragDistance();
    if (is_click && mouse->button() == Qt::LeftButton && mouse->modifiers() == Qt::NoModifier) {
      emit clicked(mouse->position());
    }
  }
  return QObject::eventFilter(watched, event);
}

std::optional<std::size_t> ballAt(const Viewport& view, QPointF at, std::span<const Ball> balls,
                                  double least_reach_px) {
  const scene::Vec3 eye = scene::eyeOf(view.camera());
  const scene::Vec3 right = scene::axesOf(view.camera()).right;
  std::optional<std::size_t> found;
  double nearest_m = 1e300;
  for (std::size_t i = 0; i < balls.size(); ++i) {
    const auto seen = view.toWidget(balls[i].middle_m);
    const auto beside = view.toWidget(balls[i].middle_m + right * balls[i].radius_m);
    if (!seen || !beside) continue;
    const double reach_px = std::max(least_reach_px, std::hypot(beside->x() - seen->x(), beside->y() - seen->y()));
    const double distance_m = norm(balls[i].middle_m - eye);
    if (std::hypot(seen->x() - at.x(), seen->y() - at.y()) > reach_px || distance_m >= nearest_m) continue;
    nearest_m = distance_m;
    found = i;
  }
  return found;
}

}  // namespace mw::panels
