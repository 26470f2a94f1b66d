// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/viewport/tools/move_elements_tool.h"

#include <algorithm>

#include "core/layout/marks.h"
#include "ui/commands/layout_edits.h"
#include "ui/models/document.h"
#include "ui/models/selection.h"
#include "ui/panels/attempt.h"
#include "ui/panels/status_board.h"
#include "ui/panels/viewport/sketch_shapes.h"
#include "ui/panels/viewport/snap_grid.h"
#include "ui/panels/viewport/viewport.h"

namespace mw::panels {
namespace {

using scene::GizmoHandle;
using scene::Vec3;

constexpr double kSlow = 0.1;

}  // namespace

bool MoveElementsTool::isAlongAxis() const {
  return handle_ == GizmoHandle::MoveX || handle_ == GizmoHandle::MoveY || handle_ == GizmoHandle::MoveZ;
}

std::optional<Vec3> MoveElementsTool::pointAt(const Viewport& view, QPointF at) const {
  if (handle_ == GizmoHandle::None) return view.floorAt(at);
  const scene::Ray ray = view.rayAt(at);
  if (!isAlongAxis()) return scene::onPlane(ray, origin_m_, scene::normalOf(handle_));
  const Vec3 axis = scene::axisOf(handle_);
  const auto along_m = scene::alongAxis_m(ray, origin_m_, axis);
  return along_m ? std::optional(origin_m_ + axis * *along_m) : std::nullopt;
}

void MoveElementsTool::begin(Viewport& view) {
  models::Selection& selection = view.selection();
  const std::string& leader = pressed_.element;
  const bool has_handle = handle_ != GizmoHandle::None;
  copies_ = !has_handle && pressed_.modifiers.testFlag(Qt::ControlModifier) && selection.contains(leader);
  if (!has_handle && !selection.contains(leader)) {
    selection.set(layout::withItsGroup(view.document().factory(), leader));
  }
  std::vector<std::string> ids = selection.ids();
  // The one under the pointer leads and is the one that snaps; of a handle's, the current one.
  std::stable_partition(ids.begin(), ids.end(),
                        [&](const std::string& id) { return id == (has_handle ? selection.current() : leader); });
  drag_.emplace(view, ids);
  pointer_ = pressed_.at;
  origin_m_ = view.gizmoOrigin().value_or(Vec3{});
  grabbed_m_ = pointAt(view, pointer_).value_or(origin_m_);
}

void MoveElementsTool::drag(Viewport& view, const PointerEvent& event, QPointF step) {
  pointer_ += step * (event.modifiers.testFlag(Qt::ShiftModifier) ? kSlow : 1.0);
  update(view, event.modifiers);
}

Vec3 MoveElementsTool::snapped(const Viewport& view, const Vec3& shift_m, Qt::KeyboardModifiers modifiers) const {
  const factory::Pose& start = drag_->start();
  const auto snap = [&](double from_m, double by_m) {
    return by_m == 0 ? 0 : view.snap().snapped(from_m + by_m, modifiers) - from_m;
  };
  const bool is_free = handle_ == GizmoHandle::None || handle_ == GizmoHandle::MoveXY;
  // Over the floor the leader lands on the grid; along an axis it stays on its line.
  if (is_free) {
    return {view.snap().snapped(start.x_m + shift_m.x, modifiers) - start.x_m,
            view.snap().snapped(start.y_m + shift_m.y, modifiers) - start.y_m, 0};
  }
  return {snap(start.x_m, shift_m.x), snap(start.y_m, shift_m.y), snap(start.z_m, shift_m.z)};
}

void MoveElementsTool::update(Viewport& view, Qt::KeyboardModifiers modifiers) {
  if (!drag_ || drag_->isEmpty()) return;
  if (copies_) modifiers &= ~Qt::KeyboardModifiers(Qt::ControlModifier);
  const auto typed = typed_.value();
  if (typed && isAlongAxis()) {
    shift_m_ = scene::axisOf(handle_) * *typed;
  } else {
    const auto here = pointAt(view, pointer_);
    if (!here) return;
    shift_m_ = snapped(view, *here - grabbed_m_, modifiers);
  }
  ElementDrag::Move move;
  move.shift_m = shift_m_;
  move.clicks_on = !typed && handle_ == GizmoHandle::None && view.snap().spacingWith(modifiers) > 0;
  move.is_detached = modifiers.testFlag(Qt::AltModifier);
  if (!copies_) {
    drag_->show(move);
    shift_m_ = drag_->shift_m();
  }
  const factory::Pose& start = drag_->start();
  QString text =
      Viewport::tr("x %1 m   y %2 m").arg(start.x_m + shift_m_.x, 0, 'f', 2).arg(start.y_m + shift_m_.y, 0, 'f', 2);
  if (shift_m_.z != 0) text += Viewport::tr("   z %1 m").arg(start.z_m + shift_m_.z, 0, 'f', 2);
  if (!typed_.isEmpty()) text = Viewport::tr("%1 m").arg(typed_.text());
  for (const QString& wrong : {drag_->clashText(), drag_->reachText()})
    if (!wrong.isEmpty()) text += QStringLiteral("   ") + wrong;
  view.overlay().setHint(text, pointer_);
}

void MoveElementsTool::constrain(Viewport& view, GizmoHandle handle) {
  handle_ = handle_ == handle ? GizmoHandle::MoveXY : handle;
  const Vec3 moved_m = shift_m_;
  grabbed_m_ = pointAt(view, pressed_.at).value_or(origin_m_);
  shift_m_ = moved_m;
}

bool MoveElementsTool::key(Viewport& view, const QKeyEvent& event) {
  if (!isDragging()) return false;
  const bool is_bare = (event.modifiers() & ~Qt::KeypadModifier) == Qt::NoModifier;
  if (event.key() == Qt::Key_Return || event.key() == Qt::Key_Enter) {
    place(view);
    finish();
    return true;
  }
  if (is_bare && event.key() == Qt::Key_X) {
    constrain(view, GizmoHandle::MoveX);
  } else if (is_bare && event.key() == Qt::Key_Y) {
    constrain(view, GizmoHandle::MoveY);
  } else if (is_bare && event.key() == Qt::Key_Z) {
    constrain(view, GizmoHandle::MoveZ);
  } else if (typed_.take(event)) {
    if (!isAlongAxis()) constrain(view, GizmoHandle::MoveX);
  } else {
    return false;
  }
  update(view, event.modifiers());
  return true;
}

void MoveElementsTool::drop(Viewport& view, const PointerEvent&) {
  place(view);
}

void MoveElementsTool::place(Viewport& view) {
  view.overlay().setHint({}, {});
  if (drag_ && drag_->hasLocked()) {
    view.status().say(Viewport::tr("Locked elements stay where they are (Ctrl+L unlocks)"), StatusBoard::Tone::Warning);
  }
  if (!drag_ || drag_->isEmpty()) return;
  if (!copies_) return drag_->drop();
  std::vector<std::string> ids;
  for (const layout::Body& body : drag_->own()) ids.push_back(body.id);
  const layout::CopyPlace place{{shift_m_.x, shift_m_.y}, shift_m_.z, 0, {}};
  attempt(view.status(), [&] { view.selection().set(commands::duplicate(view.document(), ids, {&place, 1})); });
}

void MoveElementsTool::cancel(Viewport& view) {
  view.overlay().setHint({}, {});
  if (drag_) drag_->cancel();
}

Sketch MoveElementsTool::sketch(const Viewport& view) const {
  if (!drag_ || drag_->isEmpty()) return {};
  Sketch sketch = drag_->sketch();
  if (copies_) {
    for (layout::Body body : drag_->own()) {
      body.pose = layout::placed(body.pose, {{shift_m_.x, shift_m_.y}, shift_m_.z, 0, {}});
      for (Stroke& stroke : ghostOf(view, body, Token::Accent)) sketch.push_back(std::move(stroke));
    }
  }
  if (norm(shift_m_) > 0) {
    for (Stroke& stroke : rulerBetween(view, origin_m_, origin_m_ + shift_m_)) sketch.push_back(std::move(stroke));
  }
  return sketch;
}

QString MoveElementsTool::hint() const {
  if (copies_) return Viewport::tr("Let go to place the copies · Esc leaves all as it was");
  return Viewport::tr(
      "X Y Z axis · number + Enter exact · Shift slow · Ctrl snap off · Alt leaves neighbours · Esc back");
}

}  // namespace mw::panels
