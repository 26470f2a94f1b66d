// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLineEdit>
#include <QPointer>

#include "core/layout/marks.h"
#include "ui/panels/viewport/mouse_tool.h"

namespace mw::panels {

/// Writes a note where the hall is clicked, or changes the one there; an empty text removes it.
class NoteTool : public MouseTool {
 public:
  ~NoteTool() override;
  void press(Viewport& view, const PointerEvent& event) override;
  void move(Viewport&, const PointerEvent&) override {}
  void release(Viewport&, const PointerEvent&) override {}
  void cancel(Viewport& view) override;
  [[nodiscard]] QString hint() const override;

 private:
  void edit(Viewport& view, const layout::Note& note, QPointF at);

  QPointer<QLineEdit> field_;
};

}  // namespace mw::panels
