// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/viewport/tools/box_select_tool.h"

#include <algorithm>
#include <unordered_set>

#include "core/layout/marks.h"
#include "ui/models/document.h"
#include "ui/models/selection.h"
#include "ui/panels/viewport/viewport.h"

namespace mw::panels {

void BoxSelectTool::begin(Viewport& view) {
  const bool adds = pressed_.modifiers.testFlag(Qt::ShiftModifier) || pressed_.modifiers.testFlag(Qt::ControlModifier);
  if (adds) before_ = view.selection().ids();
}

void BoxSelectTool::drag(Viewport& view, const PointerEvent& event, QPointF) {
  corner_ = event.at;
  const bool is_to_the_right = corner_.x() >= pressed_.at.x();
  std::vector<std::string> ids = before_;
  std::unordered_set<std::string> seen(ids.begin(), ids.end());
  const auto inside = view.hall().picker().pickInside(
      view.camera(), view.viewSize(), {pressed_.at.x(), pressed_.at.y()}, {corner_.x(), corner_.y()},
      is_to_the_right ? scene::BoxRule::Contained : scene::BoxRule::Touching);
  for (const std::string& id : layout::withTheirGroups(view.document().factory(), inside)) {
    if (seen.insert(id).second) ids.push_back(id);
  }
  view.selection().set(std::move(ids));
}

void BoxSelectTool::cancel(Viewport& view) {
  if (isDragging()) view.selection().set(before_);
}

Sketch BoxSelectTool::sketch(const Viewport&) const {
  if (!isDragging()) return {};
  Stroke band;
  band.shape = Stroke::Shape::Area;
  band.points = QPolygonF(QRectF(pressed_.at, corner_).normalized());
  band.points.removeLast();
  band.is_dashed = corner_.x() < pressed_.at.x();
  band.width_px = 1;
  band.fill = 0.10;
  return {band};
}

QString BoxSelectTool::hint() const {
  return Viewport::tr("To the right: what lies in the box. To the left: all that it touches.");
}

}  // namespace mw::panels
