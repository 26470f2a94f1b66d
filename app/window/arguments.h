// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QApplication>
#include <QString>

#include "ui/panels/theme/theme.h"

namespace mw::app {

/// What the window was started with.
struct Arguments {
  QString file;  ///< a project or a factory; empty = an empty hall
  panels::ThemePreference theme = panels::ThemePreference::System;
  QString ui_script;  ///< steps to play, see ui/script
  QString ui_shot;    ///< picture of the window after them
  QString ui_tree;    ///< JSON of all visible widgets after them
  bool says_timing = false;
};

/// Ends the program with a message for wrong usage, as Qt programs do.
[[nodiscard]] Arguments readArguments(const QApplication& application);

}  // namespace mw::app
