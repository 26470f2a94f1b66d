// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/viewport/mouse_tool.h"

#include <QLineF>
#include <algorithm>

#include "core/layout/marks.h"
#include "ui/models/document.h"
#include "ui/models/selection.h"
#include "ui/panels/viewport/viewport.h"

namespace mw::panels {
namespace {

constexpr double kClickRadius_px = 3;

}  // namespace

void DragTool::press(Viewport&, const PointerEvent& event) {
  pressed_ = event;
  last_ = event.at;
}

void DragTool::move(Viewport& view, const PointerEvent& event) {
  if (!is_dragging_) {
    if (QLineF(pressed_.at, event.at).length() < kClickRadius_px) return;
    is_dragging_ = true;
    begin(view);
  }
  drag(view, event, event.at - last_);
  last_ = event.at;
}

void DragTool::release(Viewport& view, const PointerEvent& event) {
  if (is_dragging_) {
    drop(view, event);
  } else {
    click(view, event);
  }
  finish();
}

void DragTool::click(Viewport& view, const PointerEvent& event) {
  models::Selection& selection = view.selection();
  const bool toggles = event.modifiers.testFlag(Qt::ShiftModifier) || event.modifiers.testFlag(Qt::ControlModifier);
  if (pressed_.element.empty()) {
    if (!toggles) selection.clear();
    return;
  }
  if (toggles) return selection.toggle(pressed_.element);
  // The first click takes the group, a second one the member alone.
  std::vector<std::string> group = layout::withItsGroup(view.document().factory(), pressed_.element);
  const bool is_whole = selection.ids().size() == group.size() &&
                        std::all_of(group.begin(), group.end(), [&](const auto& id) { return selection.contains(id); });
  if (group.size() == 1 || is_whole) return selection.select(pressed_.element);
  std::erase(group, pressed_.element);
  group.push_back(pressed_.element);
  selection.set(std::move(group));
}

}  // namespace mw::panels
