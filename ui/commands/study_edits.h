// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "ui/models/document.h"

namespace mw::commands {

/// Values of a study's point, by factory path.
using PointValues = std::vector<std::pair<std::string, Json>>;

/// Gives the factory the values of a point, as one step "Apply point 17 of buffers"; nothing where it has them.
/// @throws InputError when the factory cannot take one of them; the document is then untouched
void applyPoint(models::Document& document, const std::string& study, std::size_t point, const PointValues& values);

/// The same as a value: the factory with the point's values.
[[nodiscard]] factory::Factory withPoint(const factory::Factory& factory, const PointValues& values);

}  // namespace mw::commands
