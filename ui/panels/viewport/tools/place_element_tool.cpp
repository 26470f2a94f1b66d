// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/viewport/tools/place_element_tool.h"

#include "ui/panels/viewport/viewport.h"

namespace mw::panels {

void PlaceElementTool::press(Viewport&, const PointerEvent& event) {
  if (ghost_.moveTo(event.at, event.modifiers)) ghost_.place();
}

void PlaceElementTool::move(Viewport&, const PointerEvent& event) {
  ghost_.moveTo(event.at, event.modifiers);
}

void PlaceElementTool::cancel(Viewport&) {
  ghost_.leave();
}

QString PlaceElementTool::hint() const {
  return Viewport::tr("Click to place another one · Ctrl snap off · Esc ends");
}

}  // namespace mw::panels
