// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <optional>

#include "ui/panels/theme/theme.h"

namespace mw::app {

/// What the window was started with.
struct Arguments {
  QString file;                                  ///< a project or a factory; empty = the start page
  std::optional<panels::ThemePreference> theme;  ///< of this start alone; else what is set
  QString ui_script;                             ///< steps to play, see ui/script
  QString ui_shot;                               ///< picture of the window after them
  QString ui_tree;                               ///< JSON of all visible widgets after them
  QString drawn_resources;                       ///< folder to draw the pictures of, in place of a window
  bool says_timing = false;
  bool typesets = false;   ///< a report from stdin to a PDF on stdout, in place of a window
  bool is_pseudo = false;  ///< texts in a language that shows what is not translated
};

/// Prints and ends the program for --help, --version and wrong usage (exit 2): before there is a display to need.
[[nodiscard]] Arguments readArguments(int argc, char** argv);

}  // namespace mw::app
