// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/scene/floor_shape.h"
#include "ui/scene/scene_element.h"

namespace mw::scene {

/// A plate under an element in the colour of its value, wide enough to be seen around the body from above.
[[nodiscard]] FloorShape heatPlate(const SceneElement& element, const Rgb& color);

}  // namespace mw::scene
