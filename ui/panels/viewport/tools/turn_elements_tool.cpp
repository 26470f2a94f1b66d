// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/viewport/tools/turn_elements_tool.h"

#include <array>
#include <cmath>
#include <numbers>

#include "ui/models/selection.h"
#include "ui/panels/viewport/sketch_shapes.h"
#include "ui/panels/viewport/viewport.h"
#include "ui/scene/gizmo.h"

namespace mw::panels {
namespace {

constexpr double kDegree = std::numbers::pi / 180;
constexpr double kStep_rad = 15 * kDegree;
constexpr double kSlow = 0.1;

}  // namespace

std::optional<double> TurnElementsTool::angleAt_rad(const Viewport& view, QPointF at) const {
  const auto here = scene::onPlane(view.rayAt(at), pivot_m_, {0, 0, 1});
  if (!here) return std::nullopt;
  return std::atan2(here->y - pivot_m_.y, here->x - pivot_m_.x);
}

void TurnElementsTool::begin(Viewport& view) {
  drag_.emplace(view, view.selection().ids());
  pivot_m_ = view.gizmoOrigin().value_or(scene::Vec3{});
  // One element turns about its own origin, so that its place stays what it was.
  if (drag_->own().size() == 1) {
    pivot_m_.x = drag_->start().x_m;
    pivot_m_.y = drag_->start().y_m;
  }
  pointer_ = pressed_.at;
  last_rad_ = angleAt_rad(view, pointer_).value_or(0);
}

void TurnElementsTool::drag(Viewport& view, const PointerEvent& event, QPointF) {
  pointer_ = event.at;
  const auto angle_rad = angleAt_rad(view, pointer_);
  if (!angle_rad) return;
  const double step_rad = std::remainder(*angle_rad - last_rad_, 2 * std::numbers::pi);
  turned_rad_ += step_rad * (event.modifiers.testFlag(Qt::ShiftModifier) ? kSlow : 1.0);
  last_rad_ = *angle_rad;
  update(view, event.modifiers);
}

void TurnElementsTool::update(Viewport& view, Qt::KeyboardModifiers modifiers) {
  if (!drag_ || drag_->isEmpty()) return;
  const bool is_free = modifiers.testFlag(Qt::ControlModifier);
  shown_rad_ = is_free ? turned_rad_ : std::round(turned_rad_ / kStep_rad) * kStep_rad;
  if (const auto typed = typed_.value()) shown_rad_ = *typed * kDegree;
  ElementDrag::Move move;
  move.turn_rad = shown_rad_;
  move.pivot = {pivot_m_.x, pivot_m_.y};
  move.is_detached = modifiers.testFlag(Qt::AltModifier);
  drag_->show(move);
  const QString text = typed_.isEmpty() ? QString::number(shown_rad_ / kDegree, 'f', 1) : typed_.text();
  view.overlay().setHint(Viewport::tr("%1°").arg(text), pointer_);
}

bool TurnElementsTool::key(Viewport& view, const QKeyEvent& event) {
  if (!isDragging()) return false;
  if (event.key() == Qt::Key_Return || event.key() == Qt::Key_Enter) {
    place(view);
    finish();
    return true;
  }
  if (!typed_.take(event)) return false;
  update(view, event.modifiers());
  return true;
}

void TurnElementsTool::drop(Viewport& view, const PointerEvent&) {
  place(view);
}

void TurnElementsTool::place(Viewport& view) {
  view.overlay().setHint({}, {});
  if (drag_ && !drag_->isEmpty()) drag_->drop();
}

void TurnElementsTool::cancel(Viewport& view) {
  view.overlay().setHint({}, {});
  if (drag_) drag_->cancel();
}

Sketch TurnElementsTool::sketch(const Viewport& view) const {
  if (!drag_) return {};
  Sketch sketch = drag_->sketch();
  if (const auto here = scene::onPlane(view.rayAt(pointer_), pivot_m_, {0, 0, 1})) {
    const std::array<scene::Vec3, 2> arm = {pivot_m_, *here};
    sketch.push_back(lineThrough(view, arm, Token::AxisZ));
  }
  return sketch;
}

QString TurnElementsTool::hint() const {
  return Viewport::tr("Steps of 15° · Ctrl free · number + Enter exact · Shift slow · Esc back");
}

}  // namespace mw::panels
