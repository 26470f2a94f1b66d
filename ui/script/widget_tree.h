// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/json.h"

namespace mw::script {

/// Every visible widget: {"widgets": [{"name", "accessible_name", "class", "text", "rect": [x, y, w, h], "enabled",
/// "focusable", "font_px", "window", "shown", "clipped"}]}, rectangles in screen coordinates. "window" is the
/// objectName of its top-level window; "shown": nothing of it is scrolled away or beyond its parents. "clipped": the
/// text needs more room than the widget has (labels, buttons, choices, hints in empty fields, and what draws by itself
/// and says so in a property "cutTexts"). What lists and tables cut: "cut_cells": [{"view", "text", "needs_px",
/// "has_px", "tip"}], see cutCells. And every action of the windows: "actions": [{"name", "text", "keys": ["Ctrl+S"],
/// "enabled"}].
[[nodiscard]] Json widgetTree();

}  // namespace mw::script
