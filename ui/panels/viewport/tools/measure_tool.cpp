// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/viewport/tools/measure_tool.h"

#include <cmath>

#include "ui/commands/layout_edits.h"
#include "ui/models/document.h"
#include "ui/panels/attempt.h"
#include "ui/panels/status_board.h"
#include "ui/panels/viewport/sketch_shapes.h"
#include "ui/panels/viewport/snap_grid.h"
#include "ui/panels/viewport/viewport.h"

namespace mw::panels {

scene::Vec3 placeOf(const Viewport& view, const layout::Anchor& anchor) {
  const scene::SceneElement* element = view.hall().find(anchor.element);
  const scene::Vec3 origin = element == nullptr ? scene::Vec3{} : element->position_m;
  return origin + scene::Vec3{anchor.x_m, anchor.y_m, anchor.z_m};
}

std::optional<layout::Anchor> MeasureTool::anchorAt(const Viewport& view, const PointerEvent& event) const {
  if (!event.element.empty()) return layout::Anchor{0, 0, 0, event.element};
  const auto floor = view.floorAt(event.at);
  if (!floor) return std::nullopt;
  const scene::Vec3 place = view.snap().snapped(*floor, event.modifiers);
  return layout::Anchor{place.x, place.y, 0, {}};
}

void MeasureTool::press(Viewport& view, const PointerEvent& event) {
  const auto here = anchorAt(view, event);
  if (event.button != Qt::LeftButton || !here) return;
  if (!from_ || is_complete_) {
    from_ = here;
    to_.reset();
    is_complete_ = false;
    return;
  }
  to_ = here;
  is_complete_ = true;
  const scene::Vec3 way = placeOf(view, *to_) - placeOf(view, *from_);
  view.status().say(
      Viewport::tr("%1 m   dx %2 m   dy %3 m").arg(norm(way), 0, 'f', 3).arg(way.x, 0, 'f', 3).arg(way.y, 0, 'f', 3));
  if (!keeps_) return;
  attempt(view.status(), [&] { commands::addDimension(view.document(), {"", *from_, *to_}); });
  from_.reset();
}

void MeasureTool::move(Viewport& view, const PointerEvent& event) {
  if (from_ && !is_complete_) to_ = anchorAt(view, event);
  if (!from_ || !to_ || is_complete_) return view.overlay().setHint({}, {});
  const scene::Vec3 way = placeOf(view, *to_) - placeOf(view, *from_);
  view.overlay().setHint(Viewport::tr("dx %1 m   dy %2 m").arg(way.x, 0, 'f', 2).arg(way.y, 0, 'f', 2), event.at);
}

void MeasureTool::cancel(Viewport& view) {
  view.overlay().setHint({}, {});
}

Sketch MeasureTool::sketch(const Viewport& view) const {
  if (!from_) return {};
  if (!to_) return {dotAt(view, placeOf(view, *from_), Token::Accent)};
  return rulerBetween(view, placeOf(view, *from_), placeOf(view, *to_));
}

QString MeasureTool::hint() const {
  return keeps_ ? Viewport::tr("Click both ends of the dimension · Esc ends")
                : Viewport::tr("Click two elements or points · Esc ends");
}

}  // namespace mw::panels
