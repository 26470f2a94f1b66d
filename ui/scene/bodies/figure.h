// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/scene/solids.h"

namespace mw::scene {

/// A standing person of 1.75 m, plain and calm: the feet around `foot`, facing `yaw_rad` (0 is +x), the hands held out
/// over a table at 1 m. Draws in a frame of its own and leaves the builder without one.
void drawOperator(SolidBuilder& draw, const Vec3& foot, double yaw_rad);

}  // namespace mw::scene
