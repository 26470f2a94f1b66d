// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <memory>

#include "ui/panels/viewport/element_ghost.h"

class QDragEnterEvent;
class QDragMoveEvent;
class QDropEvent;

namespace mw::panels {

/// What elements dragged from the library carry: the type as in files.
inline constexpr auto kElementMime = "application/x-millwright-element";

/// Takes elements that are dragged from the library over the hall. With Shift held at the drop, more can be placed by
/// clicks.
class ElementDrop : public QObject {
  Q_OBJECT
 public:
  explicit ElementDrop(Viewport& view);
  bool eventFilter(QObject* watched, QEvent* event) override;

 private:
  void enter(QDragEnterEvent& event);
  void move(QDragMoveEvent& event);
  void leave();
  void drop(QDropEvent& event);

  Viewport& view_;
  std::string type_;
  std::unique_ptr<ElementGhost> ghost_;
};

}  // namespace mw::panels
