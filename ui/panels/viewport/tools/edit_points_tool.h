// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>

#include "core/layout/body.h"
#include "ui/panels/viewport/mouse_tool.h"

namespace mw::panels {

/// Edits points by handles: full ones are dragged, hollow ones between them make a new point, Delete takes the one
/// under the pointer away. What the points are of, derived classes know.
class EditPointsTool : public MouseTool {
 public:
  void press(Viewport& view, const PointerEvent& event) override;
  void move(Viewport& view, const PointerEvent& event) override;
  void release(Viewport& view, const PointerEvent& event) override;
  bool key(Viewport& view, const QKeyEvent& event) override;
  void cancel(Viewport& view) override;
  [[nodiscard]] Sketch sketch(const Viewport& view) const override;
  [[nodiscard]] QString hint() const override;

 protected:
  using Legs = std::vector<std::pair<std::size_t, std::size_t>>;

  /// The points as they are now, in hall coordinates.
  [[nodiscard]] virtual std::vector<layout::Point> points(const Viewport& view) const = 0;
  /// The lines between them, as pairs of indices.
  [[nodiscard]] virtual Legs legs(const Viewport& view) const = 0;
  virtual void movePoint(Viewport& view, std::size_t index, layout::Point at) = 0;
  virtual void insertPoint(Viewport& view, std::size_t leg, layout::Point at) = 0;
  virtual void removePoint(Viewport& view, std::size_t index) = 0;

 private:
  struct Handle {
    std::size_t index = 0;
    bool is_leg = false;  ///< the middle of a line, else a point
  };
  [[nodiscard]] std::optional<Handle> handleAt(const Viewport& view, QPointF at) const;

  std::optional<Handle> held_;
  std::optional<Handle> under_;
  std::optional<layout::Point> goal_;  ///< of the held one
};

/// The path of one conveyor.
class EditPathTool : public EditPointsTool {
 public:
  explicit EditPathTool(std::string conveyor) : conveyor_(std::move(conveyor)) {}

 protected:
  [[nodiscard]] std::vector<layout::Point> points(const Viewport& view) const override;
  [[nodiscard]] Legs legs(const Viewport& view) const override;
  void movePoint(Viewport& view, std::size_t index, layout::Point at) override;
  void insertPoint(Viewport& view, std::size_t leg, layout::Point at) override;
  void removePoint(Viewport& view, std::size_t index) override;

 private:
  std::string conveyor_;
};

/// The nodes of all networks of roads.
class EditRoadsTool : public EditPointsTool {
 protected:
  [[nodiscard]] std::vector<layout::Point> points(const Viewport& view) const override;
  [[nodiscard]] Legs legs(const Viewport& view) const override;
  void movePoint(Viewport& view, std::size_t index, layout::Point at) override;
  void insertPoint(Viewport& view, std::size_t leg, layout::Point at) override;
  void removePoint(Viewport& view, std::size_t index) override;
};

}  // namespace mw::panels
