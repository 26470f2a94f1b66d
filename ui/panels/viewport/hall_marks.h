// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/factory/factory.h"
#include "ui/panels/viewport/sketch.h"
#include "ui/scene/gizmo.h"

namespace mw::panels {

class Viewport;

/// Notes and dimensions of the layout.
[[nodiscard]] Sketch marksOf(const Viewport& view, const factory::Factory& factory);
/// The handles around what is selected. @param hot  drawn stronger
[[nodiscard]] Sketch gizmoSketch(std::span<const scene::GizmoPart> parts, scene::GizmoHandle hot);

}  // namespace mw::panels
