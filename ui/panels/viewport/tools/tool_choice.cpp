// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/viewport/tools/tool_choice.h"

#include "ui/panels/viewport/tools/box_select_tool.h"
#include "ui/panels/viewport/tools/draw_flow_tool.h"
#include "ui/panels/viewport/tools/move_elements_tool.h"
#include "ui/panels/viewport/tools/navigation_tools.h"
#include "ui/panels/viewport/tools/turn_elements_tool.h"

namespace mw::panels {

std::unique_ptr<MouseTool> gestureFor(const PointerEvent& event, scene::GizmoHandle handle) {
  const bool has_shift = event.modifiers.testFlag(Qt::ShiftModifier);
  const bool has_alt = event.modifiers.testFlag(Qt::AltModifier);
  if (event.button == Qt::RightButton || (event.button == Qt::MiddleButton && has_shift)) {
    return std::make_unique<PanTool>();
  }
  if (event.button == Qt::MiddleButton) return std::make_unique<OrbitTool>();
  if (handle == scene::GizmoHandle::Turn) return std::make_unique<TurnElementsTool>();
  if (handle != scene::GizmoHandle::None) return std::make_unique<MoveElementsTool>(handle);
  if (!event.element.empty()) {
    if (has_alt) return std::make_unique<DrawFlowTool>();
    return std::make_unique<MoveElementsTool>();
  }
  if (has_alt) return std::make_unique<OrbitTool>();
  if (has_shift) return std::make_unique<PanTool>();
  return std::make_unique<BoxSelectTool>();
}

}  // namespace mw::panels
