// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>

#include "ui/panels/viewport/mouse_tool.h"
#include "ui/scene/gizmo.h"

namespace mw::panels {

/// The gesture that a press begins. Middle, or left with Alt, on the floor turns the view; right, or Shift, moves it;
/// left moves elements and handles or selects by a box; left with Alt on an element draws a flow.
/// @param handle  under the pointer
[[nodiscard]] std::unique_ptr<MouseTool> gestureFor(const PointerEvent& event, scene::GizmoHandle handle);

}  // namespace mw::panels
