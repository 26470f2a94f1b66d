// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QIcon>
#include <QString>

#include "ui/panels/theme/theme_service.h"

namespace mw::panels {

/// A line icon of the installed breeze-icon-theme by its name ("edit-undo"), drawn from its SVG at every scale and
/// tinted by the theme in force, also after a switch. A null icon when the package or the name is missing: show text
/// then.
/// @param themes  must outlive the icon
[[nodiscard]] QIcon lineIcon(const QString& name, const ThemeService& themes, Token tint = Token::Text);

}  // namespace mw::panels
