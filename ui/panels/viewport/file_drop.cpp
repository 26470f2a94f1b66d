// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/viewport/file_drop.h"

#include <QDropEvent>
#include <QMimeData>
#include <QUrl>

#include "ui/panels/viewport/viewport.h"

namespace mw::panels {

FileDrop::FileDrop(Viewport& view) : QObject(&view), view_(view) {
  view_.setAcceptDrops(true);
  view_.installEventFilter(this);
}

bool FileDrop::eventFilter(QObject*, QEvent* event) {
  if (event->type() == QEvent::DragLeave) view_.hover({-1e6, -1e6});
  const bool is_over = event->type() == QEvent::DragEnter || event->type() == QEvent::DragMove;
  if (!is_over && event->type() != QEvent::Drop) return false;
  auto& drop = *static_cast<QDropEvent*>(event);  // what enters and moves is one too
  if (!drop.mimeData()->hasUrls()) return false;
  drop.acceptProposedAction();
  if (is_over) {
    view_.hover(drop.position());
    return true;
  }
  const QString element = QString::fromStdString(view_.elementAt(drop.position()));
  for (const QUrl& url : drop.mimeData()->urls()) emit view_.fileDropped(url.toLocalFile(), element);
  return true;
}

}  // namespace mw::panels
