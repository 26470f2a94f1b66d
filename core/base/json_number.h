// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cmath>

#include "core/base/json.h"

namespace mw {

/// A number for a file that others read: JSON has neither NaN nor infinity, so these are null.
[[nodiscard]] inline Json numberOrNull(double value) {
  return std::isfinite(value) ? Json(value) : Json(nullptr);
}

}  // namespace mw
