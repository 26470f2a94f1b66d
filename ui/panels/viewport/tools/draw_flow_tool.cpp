// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/viewport/tools/draw_flow_tool.h"

#include "ui/commands/edits.h"
#include "ui/models/document.h"
#include "ui/panels/attempt.h"
#include "ui/panels/status_board.h"
#include "ui/panels/viewport/viewport.h"

namespace mw::panels {

void DrawFlowTool::drag(Viewport&, const PointerEvent& event, QPointF) {
  end_ = event.at;
}

Sketch DrawFlowTool::sketch(const Viewport& view) const {
  const auto from = view.elementToWidget(pressed_.element);
  if (!isDragging() || !from) return {};
  Stroke link;
  link.points << *from << end_;
  link.width_px = 2;
  link.has_arrow = true;
  return {link};
}

QString DrawFlowTool::hint() const {
  return Viewport::tr("Let go over the element that parts go to");
}

void DrawFlowTool::drop(Viewport& view, const PointerEvent& event) {
  if (event.element.empty() || event.element == pressed_.element) {
    view.status().say(Viewport::tr("No flow drawn: let go over another element"), StatusBoard::Tone::Warning);
    return;
  }
  attempt(view.status(), [&] { commands::connectElements(view.document(), pressed_.element, event.element); });
}

}  // namespace mw::panels
