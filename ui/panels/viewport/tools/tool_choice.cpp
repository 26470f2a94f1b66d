// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/viewport/tools/tool_choice.h"

#include "ui/panels/viewport/tools/box_select_tool.h"
#include "ui/panels/viewport/tools/draw_flow_tool.h"
#include "ui/panels/viewport/tools/move_elements_tool.h"
#include "ui/panels/viewport/tools/navigation_tools.h"
#include "ui/panels/viewport/tools/turn_elements_tool.h"

namespace mw::panels {

std::unique_ptr<MouseTool> gestureFor(const PointerEvent& event, scene::GizmoHandle handle,
                                      const models::NavigationTable& navigation, bool is_plan) {
  const bool is_on_handle = handle != scene::GizmoHandle::None;
  const bool is_on_element = !event.element.empty();
  if (const auto move = navigation.moveFor(event.button, event.modifiers, is_on_element || is_on_handle)) {
    return toolOf(*move, !is_plan);
  }
  if (event.button != Qt::LeftButton) return std::make_unique<ClickTool>();
  if (handle == scene::GizmoHandle::Turn) return std::make_unique<TurnElementsTool>();
  if (is_on_handle) return std::make_unique<MoveElementsTool>(handle);
  if (!is_on_element) return std::make_unique<BoxSelectTool>();
  if (event.modifiers.testFlag(Qt::AltModifier)) return std::make_unique<DrawFlowTool>();
  return std::make_unique<MoveElementsTool>();
}

}  // namespace mw::panels
