// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/project_file.h"
#include "ui/models/session/provenance.h"
#include "ui/panels/main_window.h"

namespace mw::panels {

/// Asks where a picture shall go, and writes it there with where it comes from.
/// @param project  that is open, for its digest; null for a factory file
void askForPicture(MainWindow& window, const QImage& picture, const models::Provenance& provenance,
                   const std::shared_ptr<store::ProjectFile>& project);

}  // namespace mw::panels
