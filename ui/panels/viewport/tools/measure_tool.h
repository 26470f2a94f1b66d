// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>

#include "core/layout/marks.h"
#include "ui/panels/viewport/mouse_tool.h"
#include "ui/scene/vec3.h"

namespace mw::panels {

/// Measures from click to click: between origins of elements, or points of the floor. Kept measures become dimensions
/// of the layout.
class MeasureTool : public MouseTool {
 public:
  explicit MeasureTool(bool keeps) : keeps_(keeps) {}

  void press(Viewport& view, const PointerEvent& event) override;
  void move(Viewport& view, const PointerEvent& event) override;
  void release(Viewport&, const PointerEvent&) override {}
  void cancel(Viewport& view) override;
  [[nodiscard]] Sketch sketch(const Viewport& view) const override;
  [[nodiscard]] QString hint() const override;

 private:
  [[nodiscard]] std::optional<layout::Anchor> anchorAt(const Viewport& view, const PointerEvent& event) const;

  bool keeps_;
  std::optional<layout::Anchor> from_;
  std::optional<layout::Anchor> to_;
  bool is_complete_ = false;
};

/// An anchor's place in the hall.
[[nodiscard]] scene::Vec3 placeOf(const Viewport& view, const layout::Anchor& anchor);

}  // namespace mw::panels
