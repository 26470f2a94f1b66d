// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>

#include "core/layout/body.h"
#include "ui/panels/viewport/mouse_tool.h"

namespace mw::panels {

/// What a path that was drawn becomes.
enum class PathPurpose { Conveyor, Road };

/// Draws a conveyor or a road point by point. Ends click on to elements (conveyors) or crossings (roads). A typed
/// length, or length<angle in degrees, sets the next point exactly; Enter or a double click ends, Backspace takes the
/// last point back, Esc leaves all as it was.
class DrawPathTool : public MouseTool {
 public:
  explicit DrawPathTool(PathPurpose purpose) : purpose_(purpose) {}

  void press(Viewport& view, const PointerEvent& event) override;
  void move(Viewport& view, const PointerEvent& event) override;
  void release(Viewport&, const PointerEvent&) override {}
  void doubleClick(Viewport& view, const PointerEvent& event) override;
  bool key(Viewport& view, const QKeyEvent& event) override;
  void cancel(Viewport& view) override;
  [[nodiscard]] Sketch sketch(const Viewport& view) const override;
  [[nodiscard]] QString hint() const override;

 private:
  [[nodiscard]] std::optional<layout::Point> pointAt(const Viewport& view, const PointerEvent& event) const;
  /// Where "5" or "5<90" leads; empty while that is not said completely.
  [[nodiscard]] std::optional<layout::Point> typedPoint() const;
  void addPoint(Viewport& view, layout::Point point);
  void complete(Viewport& view);
  void addConveyor(Viewport& view);
  void showHint(Viewport& view, QPointF at) const;

  PathPurpose purpose_;
  std::vector<layout::Point> points_;
  std::optional<layout::Point> next_;  ///< under the pointer
  std::string from_;                   ///< elements that the ends clicked on to
  std::string to_;
  QString typed_;
  QPointF pointer_;
};

/// The end of an element nearest to a point of the floor, within reach: an outlet to start from, an inlet to end at.
struct PathEnd {
  std::string element;
  layout::Point at;
};
[[nodiscard]] std::optional<PathEnd> pathEndNear(const Viewport& view, layout::Point at, bool is_start);

}  // namespace mw::panels
