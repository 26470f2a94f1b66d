// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/dialog_focus.h"

#include <QApplication>
#include <QDialog>
#include <QEvent>
#include <QTimer>

namespace mw::panels {

DialogFocus::DialogFocus(QWidget* hall, QObject* parent) : QObject(parent), hall_(hall) {
  qApp->installEventFilter(this);
}

DialogFocus::~DialogFocus() {
  qApp->removeEventFilter(this);
}

bool DialogFocus::eventFilter(QObject* watched, QEvent* event) {
  const bool shows = event->type() == QEvent::Show;
  if (!shows && event->type() != QEvent::Hide) return false;
  if (event->spontaneous() || qobject_cast<QDialog*>(watched) == nullptr) return false;
  if (shows) {
    before_.insert(watched, hall_->window()->focusWidget());
  } else if (before_.contains(watched)) {
    // Once the window has been activated again.
    QTimer::singleShot(0, this, [this, before = before_.take(watched)] { giveBack(before); });
  }
  return false;
}

void DialogFocus::giveBack(const QPointer<QWidget>& before) {
  const bool is_there = before && before->isVisible() && before->isEnabled();
  if (!is_there && hall_->isVisible()) hall_->setFocus(Qt::OtherFocusReason);
}

}  // namespace mw::panels
