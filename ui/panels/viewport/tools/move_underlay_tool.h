// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>

#include "core/base/json.h"
#include "ui/panels/viewport/mouse_tool.h"
#include "ui/scene/vec3.h"

namespace mw::panels {

/// Drags a drawing over the floor, each drag one undoable step; with Shift it turns about the point where it was
/// grabbed. Esc takes back the drag that goes on.
class MoveUnderlayTool : public MouseTool {
 public:
  explicit MoveUnderlayTool(std::string underlay) : underlay_(std::move(underlay)) {}

  void press(Viewport& view, const PointerEvent& event) override;
  void move(Viewport& view, const PointerEvent& event) override;
  void release(Viewport& view, const PointerEvent& event) override;
  bool key(Viewport& view, const QKeyEvent& event) override;
  void cancel(Viewport& view) override;
  [[nodiscard]] QString hint() const override;

 private:
  /// From press to release.
  struct Drag {
    QPointF pressed_at;
    scene::Vec3 grabbed_m;
    Json pose;  ///< before; null where the drawing says none
    std::string merge_key;
  };
  void place(Viewport& view, const Json& pose, const QString& text) const;

  std::string underlay_;
  std::optional<Drag> drag_;
};

}  // namespace mw::panels
