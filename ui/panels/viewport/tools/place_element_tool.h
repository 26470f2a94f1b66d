// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/panels/viewport/element_ghost.h"
#include "ui/panels/viewport/mouse_tool.h"

namespace mw::panels {

/// Places one element of a type per click until Esc.
class PlaceElementTool : public MouseTool {
 public:
  PlaceElementTool(Viewport& view, std::string type) : ghost_(view, std::move(type)) {}

  void press(Viewport& view, const PointerEvent& event) override;
  void move(Viewport& view, const PointerEvent& event) override;
  void release(Viewport&, const PointerEvent&) override {}
  void cancel(Viewport& view) override;
  [[nodiscard]] Sketch sketch(const Viewport&) const override { return ghost_.sketch(); }
  [[nodiscard]] QString hint() const override;

 private:
  ElementGhost ghost_;
};

}  // namespace mw::panels
