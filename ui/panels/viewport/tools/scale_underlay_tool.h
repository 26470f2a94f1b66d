// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <optional>
#include <utility>

#include "ui/panels/viewport/mouse_tool.h"
#include "ui/scene/vec3.h"

namespace mw::panels {

/// Marks two points of a drawing on the floor by two clicks, and shows their distance until it ends; a third click
/// begins anew.
class ScaleUnderlayTool : public MouseTool {
 public:
  /// Both points in the hall.
  using Marks = std::pair<scene::Vec3, scene::Vec3>;
  /// @param marked  told of two points, and of none when they are no more
  explicit ScaleUnderlayTool(std::function<void(const std::optional<Marks>&)> marked) : marked_(std::move(marked)) {}

  void press(Viewport& view, const PointerEvent& event) override;
  void move(Viewport& view, const PointerEvent& event) override;
  void release(Viewport&, const PointerEvent&) override {}
  void cancel(Viewport& view) override;
  [[nodiscard]] Sketch sketch(const Viewport& view) const override;
  [[nodiscard]] QString hint() const override;

 private:
  std::function<void(const std::optional<Marks>&)> marked_;
  std::optional<scene::Vec3> first_m_;
  std::optional<scene::Vec3> second_m_;  ///< under the pointer until it is clicked
  bool is_complete_ = false;
};

}  // namespace mw::panels
