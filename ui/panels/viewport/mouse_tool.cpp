// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/viewport/mouse_tool.h"

#include <QCoreApplication>
#include <QLineF>
#include <algorithm>
#include <atomic>

#include "ui/models/document.h"
#include "ui/models/selection.h"
#include "ui/panels/status_board.h"
#include "ui/panels/viewport/viewport.h"

namespace mw::panels {
namespace {

constexpr double kClickRadius_px = 3;
constexpr double kOrbit_rad_per_px = 0.006;

QString tr(const char* text) {
  return QCoreApplication::translate("viewport", text);
}

}  // namespace

void MouseTool::press(Viewport&, const PointerEvent& event) {
  pressed_ = event;
  last_ = event.at;
}

void MouseTool::move(Viewport& view, const PointerEvent& event) {
  if (!is_dragging_) {
    if (QLineF(pressed_.at, event.at).length() < kClickRadius_px) return;
    is_dragging_ = true;
    begin(view);
  }
  drag(view, event, event.at - last_);
  last_ = event.at;
}

void MouseTool::release(Viewport& view, const PointerEvent& event) {
  if (is_dragging_) {
    drop(view, event);
  } else {
    click(view, event);
  }
}

void MouseTool::click(Viewport& view, const PointerEvent& event) {
  const bool adds = event.modifiers.testFlag(Qt::ShiftModifier) || event.modifiers.testFlag(Qt::ControlModifier);
  if (pressed_.element.empty()) {
    if (!adds) view.selection().clear();
  } else if (adds) {
    view.selection().toggle(pressed_.element);
  } else {
    view.selection().select(pressed_.element);
  }
}

void OrbitTool::begin(Viewport& view) {
  pivot_m_ = view.grabPoint(pressed_.at);
}

void OrbitTool::drag(Viewport& view, const PointerEvent&, QPointF step) {
  view.setCamera(scene::orbited(view.camera(), pivot_m_, -step.x() * kOrbit_rad_per_px, step.y() * kOrbit_rad_per_px));
}

void PanTool::begin(Viewport& view) {
  grabbed_m_ = view.grabPoint(pressed_.at);
}

void PanTool::drag(Viewport& view, const PointerEvent&, QPointF step) {
  view.setCamera(scene::panned(view.camera(), view.viewSize(), grabbed_m_, step.x(), step.y()));
}

void PanTool::click(Viewport& view, const PointerEvent& event) {
  if (event.button != Qt::RightButton) return MouseTool::click(view, event);
  if (!event.element.empty() && !view.selection().contains(event.element)) view.selection().select(event.element);
  emit view.contextMenuWanted(view.mapToGlobal(event.at.toPoint()));
}

void MoveElementsTool::begin(Viewport& view) {
  static std::atomic<unsigned> drags = 0;
  merge_key_ = "drag-" + std::to_string(++drags);
  if (!view.selection().contains(pressed_.element)) view.selection().select(pressed_.element);
  for (const std::string& id : view.selection().ids()) {
    const factory::Element* element = view.document().factory().findElement(id);
    if (element != nullptr) start_.push_back({id, element->pose.x_m, element->pose.y_m, element->pose.yaw_rad});
  }
  // The one under the pointer leads and is the one that snaps.
  std::stable_sort(start_.begin(), start_.end(), [this](const auto& a, const auto& b) {
    return a.id == pressed_.element && b.id != pressed_.element;
  });
  grabbed_m_ = view.floorAt(pressed_.at).value_or(scene::Vec3{});
}

void MoveElementsTool::drag(Viewport& view, const PointerEvent& event, QPointF) {
  const auto here = view.floorAt(event.at);
  if (!here || start_.empty()) return;
  const scene::Vec3 leader{start_[0].x_m, start_[0].y_m, 0};
  const scene::Vec3 goal = Viewport::snapped(leader + *here - grabbed_m_, event.modifiers);
  std::vector<commands::Placement> placements = start_;
  for (commands::Placement& placement : placements) {
    placement.x_m += goal.x - leader.x;
    placement.y_m += goal.y - leader.y;
  }
  try {
    commands::place(view.document(), placements, merge_key_);
  } catch (const Error& error) {
    view.status().say(QString::fromUtf8(error.what()), StatusBoard::Tone::Alarm);
  }
  view.overlay().setHint(tr("x %1 m   y %2 m").arg(goal.x, 0, 'f', 2).arg(goal.y, 0, 'f', 2), event.at);
}

void MoveElementsTool::drop(Viewport& view, const PointerEvent&) {
  view.overlay().setHint({}, {});
}

void DrawFlowTool::drag(Viewport& view, const PointerEvent& event, QPointF) {
  const auto from = view.elementToWidget(pressed_.element);
  if (from) view.overlay().setLink(QLineF(*from, event.at));
}

void DrawFlowTool::drop(Viewport& view, const PointerEvent& event) {
  view.overlay().setLink(std::nullopt);
  if (event.element.empty() || event.element == pressed_.element) {
    view.status().say(tr("No flow drawn: let go over another element"), StatusBoard::Tone::Warning);
    return;
  }
  try {
    commands::connectElements(view.document(), pressed_.element, event.element);
  } catch (const Error& error) {
    view.status().say(QString::fromUtf8(error.what()), StatusBoard::Tone::Alarm);
  }
}

}  // namespace mw::panels
