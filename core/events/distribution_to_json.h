// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <string_view>

#include "core/base/json.h"

namespace mw::events {

/// A distribution as the factory format takes it, {"dist": "gamma", "mean_s": 45.2, "cv": 0.31}: keys from the
/// declaration of the family, numbers with eight significant digits. The inverse of distributionFromJson.
/// @param family      a name of the format whose parameters are numbers
/// @param parameters  in the order of the declaration, which is that of the family's function of Distribution
[[nodiscard]] Json distributionToJson(std::string_view family, std::span<const double> parameters);

}  // namespace mw::events
