// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/viewport/element_drop.h"

#include <QDragEnterEvent>
#include <QMimeData>

#include "ui/models/document.h"
#include "ui/panels/library/new_element.h"
#include "ui/panels/viewport/tools/place_element_tool.h"
#include "ui/panels/viewport/viewport.h"

namespace mw::panels {

ElementDrop::ElementDrop(Viewport& view) : QObject(&view), view_(view) {
  view_.setAcceptDrops(true);
  view_.installEventFilter(this);
}

bool ElementDrop::eventFilter(QObject*, QEvent* event) {
  switch (event->type()) {
    case QEvent::DragEnter:
      enter(*static_cast<QDragEnterEvent*>(event));
      return ghost_ != nullptr;
    case QEvent::DragMove:
      if (ghost_) move(*static_cast<QDragMoveEvent*>(event));
      return ghost_ != nullptr;
    case QEvent::DragLeave: {
      const bool is_ours = ghost_ != nullptr;
      leave();
      return is_ours;
    }
    case QEvent::Drop: {
      const bool is_ours = ghost_ != nullptr;
      if (is_ours) drop(*static_cast<QDropEvent*>(event));
      return is_ours;
    }
    default:
      return false;
  }
}

void ElementDrop::enter(QDragEnterEvent& event) {
  leave();
  if (!event.mimeData()->hasFormat(QLatin1String(kElementMime))) return;
  type_ = event.mimeData()->data(QLatin1String(kElementMime)).toStdString();
  if (view_.document().factory().types()->find(ElementKind::fromText(type_).type) == nullptr) return;
  ghost_ = std::make_unique<ElementGhost>(view_, type_);
  event.acceptProposedAction();
}

void ElementDrop::move(QDragMoveEvent& event) {
  event.setAccepted(ghost_->moveTo(event.position(), event.modifiers()));
  view_.overlay().setSketch(SketchLayer::Tool, ghost_->sketch());
}

void ElementDrop::leave() {
  if (!ghost_) return;
  ghost_->leave();
  ghost_.reset();
  view_.overlay().setSketch(SketchLayer::Tool, {});
}

void ElementDrop::drop(QDropEvent& event) {
  if (ghost_->moveTo(event.position(), event.modifiers()) && ghost_->place()) {
    event.acceptProposedAction();
    view_.setFocus();
    if (event.modifiers().testFlag(Qt::ShiftModifier)) {
      view_.startMode(std::make_unique<PlaceElementTool>(view_, type_));
    }
  } else {
    // Taken, though not placed: the hand has its answer in the status line.
    event.setDropAction(Qt::IgnoreAction);
    event.accept();
  }
  leave();
}

}  // namespace mw::panels
