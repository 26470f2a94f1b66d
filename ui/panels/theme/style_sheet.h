// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include "ui/panels/theme/theme.h"

namespace mw::panels {

/// The one style sheet of the window, generated from the theme.
///
/// Widgets choose a look by the dynamic property "look": on QPushButton/QToolButton "primary" or "quiet"; on QLabel
/// "heading", "muted", "figure", "error", "warning", "badge"; on QFrame "bar", "card", "chip", "segments", "hairline".
/// @param glyph_folder  holds arrow-down.svg, arrow-right.svg and check.svg, see writeGlyphs()
[[nodiscard]] QString styleSheet(const Theme& theme, const QString& glyph_folder);

/// Draws the few glyphs that style sheets can only take from files, in the theme's colours.
void writeGlyphs(const Theme& theme, const QString& folder);

}  // namespace mw::panels
