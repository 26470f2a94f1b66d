// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QApplication>
#include <QMouseEvent>
#include <QTest>
#include <QTimer>
#include <QWidget>

namespace mw::test {

/// Plays a drag as the hand does it: press, move until the widget begins its own QDrag, move on over the target, let
/// go. Qt's own loop of the drag runs in between, so that enter, move and drop come from it and nothing is faked.
/// @returns whether a drag began
inline bool dragAndDrop(QWidget& from, const QPoint& start, QWidget& to, const QPoint& end,
                        Qt::MouseButton button = Qt::LeftButton) {
  constexpr int kStep_ms = 20;
  const QPoint began_at = from.mapToGlobal(start);
  const QPoint ends_at = to.mapToGlobal(end);
  bool has_begun = false;
  const auto send = [](QWidget& widget, QEvent::Type type, const QPoint& at, Qt::MouseButton changed,
                       Qt::MouseButtons held) {
    QMouseEvent event(type, widget.mapFromGlobal(at), at, changed, held, {});
    QApplication::sendEvent(&widget, &event);
  };
  QWidget* window = from.window();
  // These run within the loop of the drag; where none runs they do no harm.
  QTimer::singleShot(kStep_ms, window, [&, window] {
    has_begun = true;
    send(*window, QEvent::MouseMove, (began_at + ends_at) / 2, Qt::NoButton, button);
    send(*window, QEvent::MouseMove, ends_at, Qt::NoButton, button);
  });
  QTimer::singleShot(2 * kStep_ms, window,
                     [&, window] { send(*window, QEvent::MouseButtonRelease, ends_at, button, Qt::NoButton); });
  send(from, QEvent::MouseButtonPress, began_at, button, button);
  send(from, QEvent::MouseMove, began_at + QPoint(1, 1), Qt::NoButton, button);
  send(from, QEvent::MouseMove, began_at + QPoint(2 * QApplication::startDragDistance(), 4), Qt::NoButton, button);
  const bool blocked_until_dropped = has_begun;  // the loop has run within the last move
  QTest::qWait(4 * kStep_ms);
  return blocked_until_dropped;
}

}  // namespace mw::test
