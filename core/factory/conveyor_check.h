// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/factory/factory.h"

namespace mw::factory {

/// What is wrong with conveyors: no length, bends that don't fit, photo eyes beyond the end or twice of one name.
/// Errors, with JSON pointers. Part of checkFactory().
[[nodiscard]] Findings checkConveyors(const Factory& factory);

}  // namespace mw::factory
