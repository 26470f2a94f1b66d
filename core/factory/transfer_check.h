// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/factory/factory.h"

namespace mw::factory {

/// What is wrong with turntables, lifts and pushers: vehicles that serve them, conveyors that don't reach them, blades
/// that would have to push to both sides, a part that would slide off as they turn or fall. Part of checkFactory().
[[nodiscard]] Findings checkTransfers(const Factory& factory);

}  // namespace mw::factory
