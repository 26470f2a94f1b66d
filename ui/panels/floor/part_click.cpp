// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/floor/part_click.h"

#include <QApplication>
#include <QMouseEvent>
#include <cmath>

#include "ui/models/playback.h"
#include "ui/panels/viewport/scene_layout.h"
#include "ui/panels/viewport/viewport.h"

namespace mw::panels {
namespace {

/// Parts far away are small, hands are not.
constexpr double kLeastReach_px = 7;
constexpr double kPartRadius_m = 0.22;

}  // namespace

PartClick::PartClick(const PanelServices& services, models::SimulationModel& simulation, models::PartTraceModel& part,
                     QObject* parent)
    : QObject(parent), services_(services), simulation_(simulation), part_(part) {
  services_.viewport.installEventFilter(this);
}

std::optional<std::uint32_t> PartClick::partAt(QPointF at) {
  if (run_ != simulation_.run()) {
    run_ = simulation_.run();
    flow_.reset();
    if (run_) flow_.emplace(*run_->factory, sceneElements(*run_->factory));
  }
  if (!flow_) return std::nullopt;
  const events::Moment moment = simulation_.momentAt(services_.playback.time_s());
  const scene::FlowFrame frame = flow_->frameAt(*run_->recording, moment, 0);
  const Viewport& view = services_.viewport;
  const scene::Vec3 eye = scene::eyeOf(view.camera());
  std::optional<std::uint32_t> found;
  double nearest_m = 1e300;
  for (std::size_t i = 0; i < frame.parts.size(); ++i) {
    const auto& center = frame.parts[i].center_m;
    const scene::Vec3 middle{center[0], center[1], center[2]};
    const auto seen = view.toWidget(middle);
    const auto beside = view.toWidget(middle + scene::axesOf(view.camera()).right * kPartRadius_m);
    if (!seen || !beside) continue;
    const double reach_px = std::max(kLeastReach_px, std::hypot(beside->x() - seen->x(), beside->y() - seen->y()));
    if (std::hypot(seen->x() - at.x(), seen->y() - at.y()) > reach_px) continue;
    const double distance_m = norm(middle - eye);
    if (distance_m >= nearest_m) continue;
    nearest_m = distance_m;
    found = frame.numbers[i];
  }
  return found;
}

bool PartClick::eventFilter(QObject* watched, QEvent* event) {
  if (!is_active_) return false;
  if (event->type() == QEvent::MouseButtonPress) pressed_ = static_cast<QMouseEvent*>(event)->position();
  if (event->type() == QEvent::MouseButtonRelease) {
    const auto* mouse = static_cast<QMouseEvent*>(event);
    const bool is_click = (mouse->position() - pressed_).manhattanLength() < QApplication::startDragDistance();
    if (is_click && mouse->button() == Qt::LeftButton && mouse->modifiers() == Qt::NoModifier) {
      if (const auto part = partAt(mouse->position())) part_.setPart(*part);
    }
  }
  return QObject::eventFilter(watched, event);
}

}  // namespace mw::panels
