// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QImage>

#include "core/factory/factory.h"
#include "ui/panels/theme/theme.h"

namespace mw::panels {

/// A factory in its hall as one picture of 640 x 400, drawn off-screen; as a plan where there is no OpenGL. Takes some
/// hundred milliseconds; GUI thread.
/// @throws OutputError when there is nothing to draw with
[[nodiscard]] QImage factoryPicture(const factory::Factory& factory, const Theme& theme);

}  // namespace mw::panels
