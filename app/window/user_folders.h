// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace mw::app {

/// Where the program keeps what belongs to its user and to no project. They need not be there yet.
struct UserFolders {
  QString settings;  ///< what was set
  QString state;     ///< what was open, drafts, where panels stood
  QString cache;     ///< pictures that can be drawn again
};

/// As the system wants them (XDG_CONFIG_HOME, XDG_DATA_HOME and XDG_CACHE_HOME on Linux).
[[nodiscard]] UserFolders userFolders();

}  // namespace mw::app
