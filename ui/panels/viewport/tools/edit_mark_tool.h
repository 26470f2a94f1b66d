// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>

#include "ui/panels/viewport/mouse_tool.h"

namespace mw::panels {

/// A dimension or a note of the layout.
struct MarkName {
  enum class Kind { Dimension, Note };
  Kind kind = Kind::Dimension;
  std::string id;
  bool operator==(const MarkName&) const = default;
};

/// The mark whose words, end or line is under a point of the viewport; a line only where it crosses nothing that could
/// be meant instead.
[[nodiscard]] std::optional<MarkName> markAt(const Viewport& view, const PointerEvent& event);

/// Holds one mark that was clicked: Delete takes it away, Esc or a press elsewhere lets go of it.
class EditMarkTool : public MouseTool {
 public:
  explicit EditMarkTool(MarkName mark) : mark_(std::move(mark)) {}
  void press(Viewport&, const PointerEvent&) override {}
  void move(Viewport&, const PointerEvent&) override {}
  void release(Viewport&, const PointerEvent&) override {}
  bool key(Viewport& view, const QKeyEvent& event) override;
  [[nodiscard]] bool letsGoOf(const Viewport& view, const PointerEvent& event) const override;
  [[nodiscard]] Sketch sketch(const Viewport& view) const override;
  [[nodiscard]] QString hint() const override;

 private:
  MarkName mark_;
};

}  // namespace mw::panels
