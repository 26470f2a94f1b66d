// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QKeyEvent>
#include <QPointF>
#include <Qt>
#include <string>

#include "ui/panels/viewport/sketch.h"

namespace mw::panels {

class Viewport;

/// The mouse in the viewport, logical pixels.
struct PointerEvent {
  QPointF at;
  Qt::MouseButton button = Qt::NoButton;
  Qt::KeyboardModifiers modifiers;
  std::string element;  ///< under the pointer, empty = floor
};

/// What the mouse does: a state of the viewport. Gestures live from press to release; modes, which an action starts,
/// until they say that they are done.
class MouseTool {
 public:
  virtual ~MouseTool() = default;
  MouseTool() = default;
  MouseTool(const MouseTool&) = delete;
  MouseTool& operator=(const MouseTool&) = delete;

  virtual void press(Viewport& view, const PointerEvent& event) = 0;
  /// Modes are told of moves without a button too.
  virtual void move(Viewport& view, const PointerEvent& event) = 0;
  virtual void release(Viewport& view, const PointerEvent& event) = 0;
  virtual void doubleClick(Viewport&, const PointerEvent&) {}
  /// @returns whether the key was for this tool; Esc that is not taken ends it by cancel()
  virtual bool key(Viewport&, const QKeyEvent&) { return false; }
  /// Whether a press is none of this mode's business: the mode ends, and the press does what it does without it.
  [[nodiscard]] virtual bool letsGoOf(const Viewport&, const PointerEvent&) const { return false; }
  /// Leaves everything as it was.
  virtual void cancel(Viewport&) {}
  /// What it draws over the hall now; asked for after every event and when the view moves.
  [[nodiscard]] virtual Sketch sketch(const Viewport&) const { return {}; }
  /// What can be done next, for the status line.
  [[nodiscard]] virtual QString hint() const { return {}; }

  [[nodiscard]] bool isDone() const { return is_done_; }

 protected:
  void finish() { is_done_ = true; }

 private:
  bool is_done_ = false;
};

/// A gesture with one button held. A press that never moved by more than a hair is a click, which selects.
class DragTool : public MouseTool {
 public:
  void press(Viewport& view, const PointerEvent& event) override;
  void move(Viewport& view, const PointerEvent& event) override;
  void release(Viewport& view, const PointerEvent& event) override;

 protected:
  virtual void begin(Viewport&) {}
  /// @param step  since the last one
  virtual void drag(Viewport& view, const PointerEvent& event, QPointF step) = 0;
  virtual void drop(Viewport&, const PointerEvent&) {}
  virtual void click(Viewport& view, const PointerEvent& event);
  [[nodiscard]] bool isDragging() const { return is_dragging_; }

  PointerEvent pressed_;

 private:
  QPointF last_;
  bool is_dragging_ = false;
};

}  // namespace mw::panels
