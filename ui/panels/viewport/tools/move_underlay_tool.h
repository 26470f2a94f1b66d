// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/panels/viewport/mouse_tool.h"

namespace mw::panels {

/// Moves a drawing over the floor, as one undoable step; with Shift it turns about the point where it was grabbed.
class MoveUnderlayTool : public MouseTool {
 public:
  explicit MoveUnderlayTool(std::string underlay) : underlay_(std::move(underlay)) {}

 protected:
  void begin(Viewport& view) override;
  void drag(Viewport& view, const PointerEvent& event, QPointF step) override;
  void drop(Viewport& view, const PointerEvent& event) override;

 private:
  std::string underlay_;
  std::string merge_key_;
  scene::Vec3 grabbed_m_;
  scene::Vec3 start_m_;
  double start_yaw_rad_ = 0;
};

}  // namespace mw::panels
