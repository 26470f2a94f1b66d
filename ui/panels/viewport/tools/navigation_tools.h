// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>

#include "ui/models/habits/navigation.h"
#include "ui/panels/viewport/mouse_tool.h"
#include "ui/scene/vec3.h"

namespace mw::panels {

/// A press that is bound to nothing: only its click means something. With the right button, that is for the menu.
class ClickTool : public DragTool {
 protected:
  void drag(Viewport&, const PointerEvent&, QPointF) override {}
  void click(Viewport& view, const PointerEvent& event) override;
};

/// Turns the view about the point under the pointer.
class OrbitTool : public ClickTool {
 protected:
  void begin(Viewport& view) override;
  void drag(Viewport& view, const PointerEvent& event, QPointF step) override;

 private:
  scene::Vec3 pivot_m_;
};

/// Moves the view so that the point under the pointer follows it.
class PanTool : public ClickTool {
 protected:
  void begin(Viewport& view) override;
  void drag(Viewport& view, const PointerEvent& event, QPointF step) override;

 private:
  scene::Vec3 grabbed_m_;
};

/// Comes closer while the mouse moves away from the user, towards the point where it was pressed.
class ZoomTool : public ClickTool {
 protected:
  void begin(Viewport& view) override;
  void drag(Viewport& view, const PointerEvent& event, QPointF step) override;

 private:
  scene::Vec3 towards_m_;
};

/// The tool of a move.
/// @param turns  false: the view keeps its direction, as a plan does, and what would turn it moves it
[[nodiscard]] std::unique_ptr<MouseTool> toolOf(models::CameraMove move, bool turns);

}  // namespace mw::panels
