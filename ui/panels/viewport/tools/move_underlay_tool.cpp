// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/viewport/tools/move_underlay_tool.h"

#include <QCoreApplication>
#include <atomic>
#include <cmath>
#include <numbers>

#include "ui/commands/attachment_edits.h"
#include "ui/models/document.h"
#include "ui/panels/status_board.h"
#include "ui/panels/viewport/viewport.h"

namespace mw::panels {
namespace {

constexpr double kTurn_rad_per_px = std::numbers::pi / 720;

QString tr(const char* text) {
  return QCoreApplication::translate("viewport", text);
}

double numberOr(const Json& pose, const char* key) {
  return pose.contains(key) ? pose[key].get<double>() : 0;
}

/// Finer than what the mouse can show; keeps the file readable.
double rounded(double value) {
  return std::round(value * 1e4) / 1e4;
}

}  // namespace

void MoveUnderlayTool::begin(Viewport& view) {
  static std::atomic<unsigned> drags = 0;
  merge_key_ = "underlay-" + std::to_string(++drags);
  const Json underlay = commands::underlayOf(view.document().factory(), underlay_);
  const Json pose = underlay.is_object() ? underlay.value("pose", Json::object()) : Json::object();
  start_m_ = {numberOr(pose, "x_m"), numberOr(pose, "y_m"), 0};
  start_yaw_rad_ = numberOr(pose, "yaw_deg") * std::numbers::pi / 180;
  grabbed_m_ = view.floorAt(pressed_.at).value_or(scene::Vec3{});
}

void MoveUnderlayTool::drag(Viewport& view, const PointerEvent& event, QPointF) {
  const auto here = view.floorAt(event.at);
  if (!here) return;
  scene::Vec3 at_m = start_m_ + *here - grabbed_m_;
  double yaw_rad = start_yaw_rad_;
  const bool turns = event.modifiers.testFlag(Qt::ShiftModifier);
  if (turns) {
    const double turn_rad = (event.at.x() - pressed_.at.x()) * kTurn_rad_per_px;
    at_m = grabbed_m_ + scene::turned(start_m_ - grabbed_m_, turn_rad);
    yaw_rad = std::remainder(start_yaw_rad_ + turn_rad, 2 * std::numbers::pi);
  }
  const double yaw_deg = rounded(yaw_rad * 180 / std::numbers::pi);
  const Json pose{{"x_m", rounded(at_m.x)}, {"y_m", rounded(at_m.y)}, {"yaw_deg", yaw_deg}};
  try {
    commands::changeUnderlay(view.document(), underlay_, Json{{"pose", pose}},
                             (turns ? tr("Turn %1") : tr("Move %1")).arg(QString::fromStdString(underlay_)),
                             merge_key_);
  } catch (const Error& error) {
    view.status().say(QString::fromUtf8(error.what()), StatusBoard::Tone::Alarm);
  }
  view.overlay().setHint(turns ? tr("%1 degrees").arg(yaw_deg, 0, 'f', 1)
                               : tr("x %1 m   y %2 m").arg(at_m.x, 0, 'f', 2).arg(at_m.y, 0, 'f', 2),
                         event.at);
}

void MoveUnderlayTool::drop(Viewport& view, const PointerEvent&) {
  view.overlay().setHint({}, {});
}

}  // namespace mw::panels
