// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPointF>
#include <Qt>
#include <string>
#include <vector>

#include "ui/commands/edits.h"
#include "ui/scene/vec3.h"

namespace mw::panels {

class Viewport;

/// The mouse in the viewport, logical pixels.
struct PointerEvent {
  QPointF at;
  Qt::MouseButton button = Qt::NoButton;
  Qt::KeyboardModifiers modifiers;
  std::string element;  ///< under the pointer, empty = floor
};

/// What one drag of the mouse does, from press to release: a state of the viewport. A press that never moved by more
/// than a hair is a click and goes to release() alone.
class MouseTool {
 public:
  virtual ~MouseTool() = default;
  MouseTool() = default;
  MouseTool(const MouseTool&) = delete;
  MouseTool& operator=(const MouseTool&) = delete;

  void press(Viewport& view, const PointerEvent& event);
  void move(Viewport& view, const PointerEvent& event);
  void release(Viewport& view, const PointerEvent& event);

 protected:
  virtual void begin(Viewport&) {}
  virtual void drag(Viewport& view, const PointerEvent& event, QPointF step) = 0;
  virtual void drop(Viewport&, const PointerEvent&) {}
  virtual void click(Viewport& view, const PointerEvent& event);

  PointerEvent pressed_;

 private:
  QPointF last_;
  bool is_dragging_ = false;
};

/// Turns the view about the point under the pointer.
class OrbitTool : public MouseTool {
 protected:
  void begin(Viewport& view) override;
  void drag(Viewport& view, const PointerEvent& event, QPointF step) override;

 private:
  scene::Vec3 pivot_m_;
};

/// Moves the view so that the point under the pointer follows it.
class PanTool : public MouseTool {
 protected:
  void begin(Viewport& view) override;
  void drag(Viewport& view, const PointerEvent& event, QPointF step) override;
  void click(Viewport& view, const PointerEvent& event) override;

 private:
  scene::Vec3 grabbed_m_;
};

/// Moves the selected elements over the floor, as one undoable step.
class MoveElementsTool : public MouseTool {
 protected:
  void begin(Viewport& view) override;
  void drag(Viewport& view, const PointerEvent& event, QPointF step) override;
  void drop(Viewport& view, const PointerEvent& event) override;

 private:
  std::vector<commands::Placement> start_;
  scene::Vec3 grabbed_m_;
  std::string merge_key_;
};

/// Draws a flow from one element to another.
class DrawFlowTool : public MouseTool {
 protected:
  void drag(Viewport& view, const PointerEvent& event, QPointF step) override;
  void drop(Viewport& view, const PointerEvent& event) override;
};

}  // namespace mw::panels
