// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/script/input_events.h"

#include <QApplication>
#include <QDragEnterEvent>
#include <QDropEvent>
#include <QWheelEvent>
#include <QWindow>

// Qt's own test library feeds its events through these two, which QtGui exports.
Q_GUI_EXPORT void qt_handleMouseEvent(QWindow* window, const QPointF& local, const QPointF& global,
                                      Qt::MouseButtons state, Qt::MouseButton button, QEvent::Type type,
                                      Qt::KeyboardModifiers mods, int timestamp);
Q_GUI_EXPORT bool qt_handleKeyEvent(QWindow* window, QEvent::Type type, int key, Qt::KeyboardModifiers mods,
                                    const QString& text = QString(), bool autorep = false, ushort count = 1);

namespace mw::script {
namespace {

/// Far enough apart that two clicks are never taken for a double click.
constexpr int kEventSpacing_ms = 600;

int nextTimestamp() {
  static int timestamp = 0;
  return timestamp += kEventSpacing_ms;
}

void send(QWidget& widget, QPoint at, Qt::MouseButtons held, Qt::MouseButton button, QEvent::Type type,
          Qt::KeyboardModifiers modifiers) {
  QWidget* top = widget.window();
  const QPoint local = widget.mapTo(top, at);
  qt_handleMouseEvent(top->windowHandle(), local, top->mapToGlobal(local), held, button, type, modifiers,
                      nextTimestamp());
  QCoreApplication::processEvents();
}

}  // namespace

void mouseMove(QWidget& widget, QPoint at, Qt::MouseButtons held, Qt::KeyboardModifiers modifiers) {
  send(widget, at, held, Qt::NoButton, QEvent::MouseMove, modifiers);
}

void mousePress(QWidget& widget, QPoint at, Qt::MouseButton button, Qt::KeyboardModifiers modifiers) {
  send(widget, at, button, button, QEvent::MouseButtonPress, modifiers);
}

void mouseRelease(QWidget& widget, QPoint at, Qt::MouseButton button, Qt::KeyboardModifiers modifiers) {
  send(widget, at, Qt::NoButton, button, QEvent::MouseButtonRelease, modifiers);
}

void wheel(QWidget& widget, QPoint at, int clicks, Qt::KeyboardModifiers modifiers) {
  constexpr int kNotch = 120;
  const int direction = clicks < 0 ? -1 : 1;
  for (int i = 0; i != clicks; i += direction) {
    QWheelEvent event(at, widget.mapToGlobal(at), QPoint(), QPoint(0, direction * kNotch), Qt::NoButton, modifiers,
                      Qt::NoScrollPhase, false);
    QCoreApplication::sendEvent(&widget, &event);
  }
}

void activate(QWidget& window) {
  if (window.isActiveWindow() || QApplication::activePopupWidget() != nullptr) return;
  window.activateWindow();
  QCoreApplication::processEvents();
  // The request may stay without an answer.
  if (!window.isActiveWindow()) QApplication::setActiveWindow(&window);
}

void key(QWidget& window, Qt::Key key, Qt::KeyboardModifiers modifiers, const QString& text) {
  QWidget* top = QApplication::activePopupWidget();
  if (top == nullptr) top = QApplication::activeModalWidget();
  if (top == nullptr) top = window.window();
  activate(*top);
  qt_handleKeyEvent(top->windowHandle(), QEvent::KeyPress, key, modifiers, text);
  qt_handleKeyEvent(top->windowHandle(), QEvent::KeyRelease, key, modifiers, text);
  QCoreApplication::processEvents();
}

void typeText(QWidget& window, const QString& text) {
  for (const QChar c : text) key(window, static_cast<Qt::Key>(c.toUpper().unicode()), Qt::NoModifier, c);
}

bool drop(QWidget& widget, QPoint at, std::unique_ptr<QMimeData> data, Qt::KeyboardModifiers modifiers) {
  QDragEnterEvent enter(at, Qt::CopyAction | Qt::MoveAction, data.get(), Qt::LeftButton, modifiers);
  QCoreApplication::sendEvent(&widget, &enter);
  if (!enter.isAccepted()) return false;
  QDragMoveEvent move(at, Qt::CopyAction | Qt::MoveAction, data.get(), Qt::LeftButton, modifiers);
  QCoreApplication::sendEvent(&widget, &move);
  QDropEvent event(at, Qt::CopyAction | Qt::MoveAction, data.get(), Qt::LeftButton, modifiers);
  QCoreApplication::sendEvent(&widget, &event);
  return event.isAccepted();
}

}  // namespace mw::script
