// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QImage>
#include <QString>
#include <QWidget>

namespace mw::script {

/// The window as it stands on the screen, the 3D framebuffer included.
[[nodiscard]] QImage windowShot(QWidget& window);

/// @param cut  of the window; all of it where empty
/// @throws OutputError when the picture cannot be written
void writeWindowShot(QWidget& window, const QString& file, const QRect& cut = {});

}  // namespace mw::script
