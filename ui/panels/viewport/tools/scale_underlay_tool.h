// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>

#include "ui/panels/viewport/mouse_tool.h"

namespace mw::panels {

/// Marks two points of a drawing on the floor: pressed on the first, let go on the second; tells both, in the hall.
class ScaleUnderlayTool : public MouseTool {
 public:
  using Marked = std::function<void(const scene::Vec3& first_m, const scene::Vec3& second_m)>;
  explicit ScaleUnderlayTool(Marked marked) : marked_(std::move(marked)) {}

 protected:
  void drag(Viewport& view, const PointerEvent& event, QPointF step) override;
  void drop(Viewport& view, const PointerEvent& event) override;
  void click(Viewport& view, const PointerEvent& event) override;

 private:
  Marked marked_;
};

}  // namespace mw::panels
