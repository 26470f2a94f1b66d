// SPDX-License-Identifier: GPL-3.0-or-later
// The viewport's mouse and keys: which tool they go to.
#include <QHelpEvent>
#include <QMouseEvent>
#include <QNativeGestureEvent>
#include <QToolTip>

#include "ui/models/document.h"
#include "ui/models/selection.h"
#include "ui/panels/viewport/canvas.h"
#include "ui/panels/viewport/hall_marks.h"
#include "ui/panels/viewport/mouse_tool.h"
#include "ui/panels/viewport/tools/edit_mark_tool.h"
#include "ui/panels/viewport/tools/tool_choice.h"
#include "ui/panels/viewport/viewport.h"

namespace mw::panels {
namespace {

QString whatIsIt(const factory::Element& element, std::optional<factory::ElementState> state) {
  QString text =
      QString::fromStdString(element.name) + QStringLiteral(" · ") + QString::fromStdString(element.declaration->title);
  if (state) {
    const std::string_view name = factory::nameOf(*state);
    text += QStringLiteral(" · ") + QString::fromLatin1(name.data(), static_cast<qsizetype>(name.size()));
  }
  return text;
}

/// Modes take points and numbers; the keys that turn the view go on doing so.
bool isForModes(const QKeyEvent& event) {
  if ((event.modifiers() & ~(Qt::KeypadModifier | Qt::ShiftModifier)) != Qt::NoModifier) return false;
  switch (event.key()) {
    case Qt::Key_Escape:
    case Qt::Key_Return:
    case Qt::Key_Enter:
    case Qt::Key_Backspace:
    case Qt::Key_Delete:
      return true;
    default:
      return event.text().size() == 1 && QStringLiteral("0123456789.,-<").contains(event.text());
  }
}

}  // namespace

PointerEvent Viewport::pointer(const QMouseEvent& event) const {
  return {event.position(), event.button(), event.modifiers(), elementAt(event.position())};
}

void Viewport::startMode(std::unique_ptr<MouseTool> mode) {
  endMode();
  mode_ = std::move(mode);
  setFocus();
  setCursor(Qt::CrossCursor);
  showSketches();
  showHint();
}

void Viewport::endMode() {
  if (!mode_) return;
  mode_->cancel(*this);
  mode_.reset();
  unsetCursor();
  showSketches();
  showHint();
  emit modeEnded();
}

void Viewport::tidyTools() {
  if (gesture_ && gesture_->isDone()) {
    gesture_.reset();
    showSketches();
  }
  if (mode_ && mode_->isDone()) {
    mode_.reset();
    unsetCursor();
    showSketches();
    emit modeEnded();
  }
  showToolSketch();
  showHint();
}

bool Viewport::isForMode(const PointerEvent& event) const {
  // What turns the view even over elements does so in a mode too: a touchpad may have nothing else.
  return mode_ && event.button == Qt::LeftButton && !navigation_.table.moveFor(event.button, event.modifiers, true);
}

void Viewport::mousePressEvent(QMouseEvent* event) {
  if (gesture_) return;
  const PointerEvent here = pointer(*event);
  if (isForMode(here) && mode_->letsGoOf(*this, here)) endMode();
  const scene::GizmoHandle handle =
      mode_ ? scene::GizmoHandle::None : scene::gizmoHandleAt(gizmo_, {event->position().x(), event->position().y()});
  if (isForMode(here)) {
    mode_->press(*this, here);
  } else if (handle == scene::GizmoHandle::None && takeMark(here)) {
    return;
  } else {
    gesture_ = gestureFor(here, handle, navigation_.table, isPlan());
    gesture_->press(*this, here);
  }
  tidyTools();
}

bool Viewport::takeMark(const PointerEvent& event) {
  if (mode_ || event.button != Qt::LeftButton || event.modifiers != Qt::NoModifier) return false;
  const auto mark = markAt(*this, event);
  if (!mark) return false;
  selection_.clear();
  startMode(std::make_unique<EditMarkTool>(*mark));
  unsetCursor();
  return true;
}

void Viewport::mouseMoveEvent(QMouseEvent* event) {
  MouseTool* tool = activeTool();
  if (tool == nullptr) return hover(event->position());
  tool->move(*this, pointer(*event));
  tidyTools();
}

void Viewport::mouseReleaseEvent(QMouseEvent* event) {
  MouseTool* tool = activeTool();
  if (tool == nullptr) return;
  tool->release(*this, pointer(*event));
  tidyTools();
}

void Viewport::mouseDoubleClickEvent(QMouseEvent* event) {
  if (mode_) {
    mode_->doubleClick(*this, pointer(*event));
    tidyTools();
  } else if (!elementAt(event->position()).empty()) {
    frameSelection();
  }
}

void Viewport::keyPressEvent(QKeyEvent* event) {
  MouseTool* tool = activeTool();
  if (tool == nullptr) return QWidget::keyPressEvent(event);
  if (!tool->key(*this, *event) && event->key() == Qt::Key_Escape) {
    if (gesture_) {
      gesture_->cancel(*this);
      gesture_.reset();
      showSketches();
    } else {
      endMode();
    }
  }
  tidyTools();
}

void Viewport::leaveEvent(QEvent*) {
  hover({-1e6, -1e6});
}

void Viewport::hover(QPointF at) {
  const std::string id = rect().contains(at.toPoint()) ? elementAt(at) : std::string();
  const scene::GizmoHandle hot = scene::gizmoHandleAt(gizmo_, {at.x(), at.y()});
  if (hot != hot_) {
    hot_ = hot;
    overlay_->setSketch(SketchLayer::Gizmo, gizmoSketch(gizmo_, hot_));
  }
  if (id == hovered_) return;
  hovered_ = id;
  canvas_->setHovered(id.empty() ? std::nullopt : std::optional(id));
  updateLabels();
  stir();
  emit hovered(QString::fromStdString(id));
}

void Viewport::showTip(const QPoint& at, const QPoint& global) {
  if (const QString wrong = has_problem_marks_ && !gesture_ ? problemsAt(*this, problem_marks_, at) : QString();
      !wrong.isEmpty()) {
    return QToolTip::showText(global, wrong, this);
  }
  const auto index = hall_.indexOf(elementAt(at));
  if (!index || gesture_) return QToolTip::hideText();
  const auto state = *index < states_.size() ? std::optional(states_[*index]) : std::nullopt;
  const factory::Element& element = document_.factory().elements()[*index];
  QString text = whatIsIt(element, state);
  if (const QString more = teller_ ? teller_(element.id) : QString(); !more.isEmpty()) text += QLatin1Char('\n') + more;
  QToolTip::showText(global, text, this);
}

bool Viewport::event(QEvent* event) {
  if (event->type() == QEvent::NativeGesture && pinch(*static_cast<QNativeGestureEvent*>(event))) return true;
  if (event->type() == QEvent::ToolTip) {
    const auto* help = static_cast<QHelpEvent*>(event);
    showTip(help->pos(), help->globalPos());
    return true;
  }
  // What is typed while the mouse is at work is for its tool, not for the window's shortcuts.
  if (event->type() == QEvent::ShortcutOverride && activeTool() != nullptr) {
    if (gesture_ || isForModes(*static_cast<QKeyEvent*>(event))) event->accept();
  }
  return QWidget::event(event);
}

}  // namespace mw::panels
