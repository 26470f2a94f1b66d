// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/json.h"

namespace mw::script {

/// Every visible widget: {"widgets": [{"name", "accessible_name", "class", "text", "rect": [x, y, w, h], "enabled",
/// "focusable", "font_px"}]}, rectangles in screen coordinates.
[[nodiscard]] Json widgetTree();

}  // namespace mw::script
