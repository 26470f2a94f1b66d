// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/habits/navigation.h"
#include "ui/panels/viewport/mouse_tool.h"

namespace mw::panels {

/// Comes closer while the mouse moves away from the user, towards the point where it was pressed.
class ZoomTool : public MouseTool {
 protected:
  void begin(Viewport& view) override;
  void drag(Viewport& view, const PointerEvent& event, QPointF step) override;

 private:
  scene::Vec3 towards_m_;
};

/// A press that is bound to nothing: only its click means something.
class ClickTool : public MouseTool {
 protected:
  void drag(Viewport&, const PointerEvent&, QPointF) override {}
  void click(Viewport& view, const PointerEvent& event) override;
};

/// The tool of a move.
/// @param turns  false: the view keeps its direction, as a plan does, and what would turn it moves it
[[nodiscard]] std::unique_ptr<MouseTool> toolOf(models::CameraMove move, bool turns);

}  // namespace mw::panels
