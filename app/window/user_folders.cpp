// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/user_folders.h"

#include <QStandardPaths>

namespace mw::app {

UserFolders userFolders() {
  return {QStandardPaths::writableLocation(QStandardPaths::AppConfigLocation),
          QStandardPaths::writableLocation(QStandardPaths::AppDataLocation),
          QStandardPaths::writableLocation(QStandardPaths::CacheLocation)};
}

}  // namespace mw::app
