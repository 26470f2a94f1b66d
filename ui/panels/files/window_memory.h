// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include "ui/panels/main_window.h"

namespace mw::panels {

/// Puts window and panels where they were when the file was written. A file that is not there, broken or of screens
/// that are gone leaves the window as delivered, in full view.
void restoreWindow(MainWindow& window, const QString& file);
/// What cannot be written is forgotten.
void rememberWindow(const MainWindow& window, const QString& file);

}  // namespace mw::panels
