// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/panels/viewport/mouse_tool.h"

namespace mw::panels {

/// Draws a flow from one element to another.
class DrawFlowTool : public DragTool {
 public:
  [[nodiscard]] Sketch sketch(const Viewport& view) const override;
  [[nodiscard]] QString hint() const override;

 protected:
  void drag(Viewport& view, const PointerEvent& event, QPointF step) override;
  void drop(Viewport& view, const PointerEvent& event) override;

 private:
  QPointF end_;
};

}  // namespace mw::panels
