// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/viewport/tools/scale_underlay_tool.h"

#include <QCoreApplication>
#include <QLineF>

#include "ui/panels/status_board.h"
#include "ui/panels/viewport/viewport.h"

namespace mw::panels {
namespace {

QString tr(const char* text) {
  return QCoreApplication::translate("viewport", text);
}

}  // namespace

void ScaleUnderlayTool::drag(Viewport& view, const PointerEvent& event, QPointF) {
  const auto first = view.floorAt(pressed_.at);
  const auto here = view.floorAt(event.at);
  if (!first || !here) return;
  view.overlay().setLink(QLineF(pressed_.at, event.at));
  view.overlay().setHint(tr("%1 m").arg(norm(*here - *first), 0, 'f', 3), event.at);
}

void ScaleUnderlayTool::drop(Viewport& view, const PointerEvent& event) {
  view.overlay().setLink(std::nullopt);
  view.overlay().setHint({}, {});
  const auto first = view.floorAt(pressed_.at);
  const auto second = view.floorAt(event.at);
  if (first && second) marked_(*first, *second);
}

void ScaleUnderlayTool::click(Viewport& view, const PointerEvent&) {
  view.status().say(tr("Press on the first point and let go on the second"), StatusBoard::Tone::Warning);
}

}  // namespace mw::panels
