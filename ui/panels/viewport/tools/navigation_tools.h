// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/panels/viewport/mouse_tool.h"
#include "ui/scene/vec3.h"

namespace mw::panels {

/// Turns the view about the point under the pointer.
class OrbitTool : public DragTool {
 protected:
  void begin(Viewport& view) override;
  void drag(Viewport& view, const PointerEvent& event, QPointF step) override;

 private:
  scene::Vec3 pivot_m_;
};

/// Moves the view so that the point under the pointer follows it. With the right button, a click is for the menu.
class PanTool : public DragTool {
 protected:
  void begin(Viewport& view) override;
  void drag(Viewport& view, const PointerEvent& event, QPointF step) override;
  void click(Viewport& view, const PointerEvent& event) override;

 private:
  scene::Vec3 grabbed_m_;
};

}  // namespace mw::panels
