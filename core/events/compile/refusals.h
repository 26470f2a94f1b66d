// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/factory/factory.h"

namespace mw::events {

/// What the format knows and the engine can't run yet, each by name with pointer and cure.
[[nodiscard]] Findings refusals(const factory::Factory& factory);

}  // namespace mw::events
