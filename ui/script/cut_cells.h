// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractItemView>

#include "core/base/json.h"

namespace mw::script {

/// Texts of a list, tree, table or header that its visible cells have no room for: [{"text", "needs_px", "has_px",
/// "tip"}]. "tip" is what pointing at the cell shows, "" for nothing: a text that is elided and cannot be read there is
/// lost. A delegate that draws by itself says what room it needs in an invokable `int neededWidth(QModelIndex)`.
[[nodiscard]] Json cutCells(QAbstractItemView& view);

}  // namespace mw::script
