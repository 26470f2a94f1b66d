// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>

#include "ui/models/habits/navigation.h"
#include "ui/panels/viewport/mouse_tool.h"
#include "ui/scene/gizmo.h"

namespace mw::panels {

/// The gesture that a press begins: what the table of the user says moves the view; else left moves elements and
/// handles, draws a flow with Alt on an element, or selects by a box on the floor. Other buttons only click.
/// @param handle   under the pointer
/// @param is_plan  nothing turns the view
[[nodiscard]] std::unique_ptr<MouseTool> gestureFor(const PointerEvent& event, scene::GizmoHandle handle,
                                                    const models::NavigationTable& navigation, bool is_plan);

}  // namespace mw::panels
