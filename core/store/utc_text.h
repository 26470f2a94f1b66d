// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

namespace mw::store {

/// The time now as 2026-01-31T12:00:00Z.
[[nodiscard]] std::string utcNow();

}  // namespace mw::store
