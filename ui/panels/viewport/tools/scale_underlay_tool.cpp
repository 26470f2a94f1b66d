// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/viewport/tools/scale_underlay_tool.h"

#include "ui/panels/viewport/sketch_shapes.h"
#include "ui/panels/viewport/viewport.h"

namespace mw::panels {

void ScaleUnderlayTool::press(Viewport& view, const PointerEvent& event) {
  const auto here_m = view.floorAt(event.at);
  if (event.button != Qt::LeftButton || !here_m) return;
  if (!first_m_ || is_complete_) {
    first_m_ = here_m;
    second_m_.reset();
    if (is_complete_) marked_(std::nullopt);
    is_complete_ = false;
    return;
  }
  second_m_ = here_m;
  is_complete_ = true;
  view.overlay().setHint({}, {});
  marked_(Marks{*first_m_, *second_m_});
}

void ScaleUnderlayTool::move(Viewport& view, const PointerEvent& event) {
  if (!first_m_ || is_complete_) return;
  second_m_ = view.floorAt(event.at);
  if (!second_m_) return view.overlay().setHint({}, {});
  view.overlay().setHint(Viewport::tr("%1 m").arg(norm(*second_m_ - *first_m_), 0, 'f', 3), event.at);
}

void ScaleUnderlayTool::cancel(Viewport& view) {
  view.overlay().setHint({}, {});
}

Sketch ScaleUnderlayTool::sketch(const Viewport& view) const {
  if (!first_m_) return {};
  if (!second_m_) return {dotAt(view, *first_m_, Token::Accent)};
  return rulerBetween(view, *first_m_, *second_m_);
}

QString ScaleUnderlayTool::hint() const {
  return is_complete_ ? Viewport::tr("Type how far apart the points are, or click again · Esc ends")
                      : Viewport::tr("Click two points of the plan whose distance you know · Esc ends");
}

}  // namespace mw::panels
