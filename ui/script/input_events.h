// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QMimeData>
#include <QPoint>
#include <QWidget>
#include <memory>

/// Input as it comes from the window system: through the window's event handling, so that grabs, popups, shortcuts and
/// focus behave as under a real hand.
namespace mw::script {

void mouseMove(QWidget& widget, QPoint at, Qt::MouseButtons held, Qt::KeyboardModifiers modifiers);
void mousePress(QWidget& widget, QPoint at, Qt::MouseButton button, Qt::KeyboardModifiers modifiers);
void mouseRelease(QWidget& widget, QPoint at, Qt::MouseButton button, Qt::KeyboardModifiers modifiers);
/// @param clicks  notches; positive away from the user
void wheel(QWidget& widget, QPoint at, int clicks, Qt::KeyboardModifiers modifiers);
/// Makes a window the one that has the keyboard, which nobody else does where no window manager runs.
void activate(QWidget& window);
/// To the open popup, else the modal dialog, else the widget's window: press and release of one key.
void key(QWidget& window, Qt::Key key, Qt::KeyboardModifiers modifiers, const QString& text);
void typeText(QWidget& window, const QString& text);
/// Drag enter, move and drop. @returns whether the widget took it
bool drop(QWidget& widget, QPoint at, std::unique_ptr<QMimeData> data, Qt::KeyboardModifiers modifiers);

}  // namespace mw::script
