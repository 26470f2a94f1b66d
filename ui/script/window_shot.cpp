// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/script/window_shot.h"

#include <QApplication>
#include <QPixmap>
#include <QScreen>

#include "core/base/error.h"

namespace mw::script {

QImage windowShot(QWidget& window) {
  QCoreApplication::processEvents();
  const bool has_screen = QGuiApplication::platformName() == "xcb";
  const QPixmap shot = has_screen ? window.screen()->grabWindow(window.winId()) : window.grab();
  return shot.toImage();
}

void writeWindowShot(QWidget& window, const QString& file, const QRect& cut) {
  const QImage shot = windowShot(window);
  if (!(cut.isEmpty() ? shot : shot.copy(cut)).save(file)) {
    throw OutputError(file.toStdString(), "the picture cannot be written", "check the folder and the ending (.png)");
  }
}

}  // namespace mw::script
