// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/panels/viewport/mouse_tool.h"

namespace mw::panels {

/// Selects by a rectangle: to the right what lies in it, to the left all that it touches. With Ctrl or Shift they are
/// added.
class BoxSelectTool : public DragTool {
 public:
  void cancel(Viewport& view) override;
  [[nodiscard]] Sketch sketch(const Viewport& view) const override;
  [[nodiscard]] QString hint() const override;

 protected:
  void begin(Viewport& view) override;
  void drag(Viewport& view, const PointerEvent& event, QPointF step) override;

 private:
  std::vector<std::string> before_;
  QPointF corner_;
};

}  // namespace mw::panels
