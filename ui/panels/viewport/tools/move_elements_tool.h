// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>

#include "ui/panels/viewport/element_drag.h"
#include "ui/panels/viewport/mouse_tool.h"
#include "ui/panels/viewport/tools/typed_number.h"
#include "ui/scene/gizmo.h"

namespace mw::panels {

/// Moves the selected elements: over the floor, or along the axes of the handle that was taken. X, Y, Z choose an axis
/// on the way, a typed number says how far exactly, Shift is slow, Ctrl turns snapping round, Alt leaves behind what
/// hangs on. With Ctrl already held on a selected element, copies of it move.
class MoveElementsTool : public DragTool {
 public:
  /// @param handle  None moves over the floor and clicks ends together
  explicit MoveElementsTool(scene::GizmoHandle handle = scene::GizmoHandle::None) : handle_(handle) {}

  bool key(Viewport& view, const QKeyEvent& event) override;
  void cancel(Viewport& view) override;
  [[nodiscard]] Sketch sketch(const Viewport& view) const override;
  [[nodiscard]] QString hint() const override;

 protected:
  void begin(Viewport& view) override;
  void drag(Viewport& view, const PointerEvent& event, QPointF step) override;
  void drop(Viewport& view, const PointerEvent& event) override;

 private:
  [[nodiscard]] bool isAlongAxis() const;
  [[nodiscard]] std::optional<scene::Vec3> pointAt(const Viewport& view, QPointF at) const;
  [[nodiscard]] scene::Vec3 snapped(const Viewport& view, const scene::Vec3& shift_m,
                                    Qt::KeyboardModifiers modifiers) const;
  void constrain(Viewport& view, scene::GizmoHandle handle);
  void update(Viewport& view, Qt::KeyboardModifiers modifiers);
  void place(Viewport& view);

  scene::GizmoHandle handle_;
  std::optional<ElementDrag> drag_;
  QPointF pointer_;  ///< of a hand that Shift makes slow
  scene::Vec3 origin_m_;
  scene::Vec3 grabbed_m_;
  scene::Vec3 shift_m_;
  TypedNumber typed_;
  bool copies_ = false;
};

}  // namespace mw::panels
