// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/motion/clearance/live_reach.h"
#include "ui/panels/viewport/sketch.h"

namespace mw::panels {

class Viewport;

/// How far robots reach, as rings on the floor, with lines to what they serve: dashed where they do not get there.
[[nodiscard]] Sketch reachSketch(const Viewport& view, const motion::LiveReach& reach);

}  // namespace mw::panels
