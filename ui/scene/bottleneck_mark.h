// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/scene/floor_shape.h"
#include "ui/scene/scene_element.h"

namespace mw::scene {

/// The ring on the floor around an element that limits the factory: a full band where that is sure, else two thin
/// lines with nothing between them.
[[nodiscard]] FloorShape bottleneckMark(const SceneElement& element, const Rgb& color, bool is_sure);

}  // namespace mw::scene
