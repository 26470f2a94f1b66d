// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>

#include "ui/panels/viewport/element_drag.h"
#include "ui/panels/viewport/mouse_tool.h"
#include "ui/panels/viewport/tools/typed_number.h"

namespace mw::panels {

/// Turns the selected elements about the vertical through their middle, in steps of 15 degrees; Ctrl is free, a typed
/// number says how far exactly.
class TurnElementsTool : public DragTool {
 public:
  bool key(Viewport& view, const QKeyEvent& event) override;
  void cancel(Viewport& view) override;
  [[nodiscard]] Sketch sketch(const Viewport& view) const override;
  [[nodiscard]] QString hint() const override;

 protected:
  void begin(Viewport& view) override;
  void drag(Viewport& view, const PointerEvent& event, QPointF step) override;
  void drop(Viewport& view, const PointerEvent& event) override;

 private:
  [[nodiscard]] std::optional<double> angleAt_rad(const Viewport& view, QPointF at) const;
  void update(Viewport& view, Qt::KeyboardModifiers modifiers);
  void place(Viewport& view);

  std::optional<ElementDrag> drag_;
  QPointF pointer_;
  scene::Vec3 pivot_m_;
  double last_rad_ = 0;
  double turned_rad_ = 0;  ///< by the hand, all rounds counted
  double shown_rad_ = 0;
  TypedNumber typed_;
};

}  // namespace mw::panels
