// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/viewport/tools/move_underlay_tool.h"

#include <atomic>
#include <cmath>
#include <numbers>

#include "ui/commands/attachment_edits.h"
#include "ui/models/document.h"
#include "ui/panels/attempt.h"
#include "ui/panels/status_board.h"
#include "ui/panels/viewport/viewport.h"

namespace mw::panels {
namespace {

constexpr double kTurn_rad_per_px = std::numbers::pi / 720;

double numberOr(const Json& pose, const char* key) {
  return pose.is_object() && pose.contains(key) ? pose[key].get<double>() : 0;
}

/// Finer than what the mouse can show; keeps the file readable.
double rounded(double value) {
  return std::round(value * 1e4) / 1e4;
}

}  // namespace

void MoveUnderlayTool::press(Viewport& view, const PointerEvent& event) {
  const auto grabbed_m = view.floorAt(event.at);
  if (event.button != Qt::LeftButton || !grabbed_m) return;
  static std::atomic<unsigned> drags = 0;
  const Json underlay = commands::underlayOf(view.document().factory(), underlay_);
  const Json pose = underlay.is_object() && underlay.contains("pose") ? underlay["pose"] : Json();
  drag_ = Drag{event.at, *grabbed_m, pose, "underlay-" + std::to_string(++drags)};
}

void MoveUnderlayTool::move(Viewport& view, const PointerEvent& event) {
  const auto here_m = view.floorAt(event.at);
  if (!drag_ || !here_m) return;
  const scene::Vec3 start_m{numberOr(drag_->pose, "x_m"), numberOr(drag_->pose, "y_m"), 0};
  scene::Vec3 at_m = start_m + *here_m - drag_->grabbed_m;
  double yaw_deg = numberOr(drag_->pose, "yaw_deg");
  const bool turns = event.modifiers.testFlag(Qt::ShiftModifier);
  if (turns) {
    const double turn_rad = (event.at.x() - drag_->pressed_at.x()) * kTurn_rad_per_px;
    at_m = drag_->grabbed_m + scene::turned(start_m - drag_->grabbed_m, turn_rad);
    yaw_deg = std::remainder(yaw_deg + turn_rad * 180 / std::numbers::pi, 360);
  }
  const Json pose{{"x_m", rounded(at_m.x)}, {"y_m", rounded(at_m.y)}, {"yaw_deg", rounded(yaw_deg)}};
  place(view, pose, (turns ? Viewport::tr("Turn %1") : Viewport::tr("Move %1")).arg(QString::fromStdString(underlay_)));
  view.overlay().setHint(turns ? Viewport::tr("%1 degrees").arg(yaw_deg, 0, 'f', 1)
                               : Viewport::tr("x %1 m   y %2 m").arg(at_m.x, 0, 'f', 2).arg(at_m.y, 0, 'f', 2),
                         event.at);
}

void MoveUnderlayTool::release(Viewport& view, const PointerEvent&) {
  drag_.reset();
  view.overlay().setHint({}, {});
}

bool MoveUnderlayTool::key(Viewport& view, const QKeyEvent& event) {
  if (event.key() != Qt::Key_Escape || !drag_) return false;
  cancel(view);
  return true;
}

void MoveUnderlayTool::cancel(Viewport& view) {
  // With nothing changed in the end, the step is none.
  if (drag_) place(view, drag_->pose, {});
  drag_.reset();
  view.overlay().setHint({}, {});
}

void MoveUnderlayTool::place(Viewport& view, const Json& pose, const QString& text) const {
  attempt(view.status(), [&] {
    commands::changeUnderlay(view.document(), underlay_, Json{{"pose", pose}}, text, drag_->merge_key);
  });
}

QString MoveUnderlayTool::hint() const {
  return Viewport::tr("Drag the plan · Shift turns it · Esc ends");
}

}  // namespace mw::panels
