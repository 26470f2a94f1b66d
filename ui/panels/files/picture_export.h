// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/session/provenance.h"
#include "ui/panels/main_window.h"

namespace mw::panels {

/// Asks where a picture shall go, and writes it there with where it comes from.
void askForPicture(MainWindow& window, const QImage& picture, const models::Provenance& provenance);

}  // namespace mw::panels
