// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/outline/outline_tree.h"

#include <QKeyEvent>

namespace mw::panels {

bool OutlineTree::event(QEvent* event) {
  if (event->type() == QEvent::ShortcutOverride && static_cast<QKeyEvent*>(event)->key() == Qt::Key_F2 &&
      currentIndex().flags().testFlag(Qt::ItemIsEditable)) {
    event->accept();
    return true;
  }
  return QTreeView::event(event);
}

}  // namespace mw::panels
