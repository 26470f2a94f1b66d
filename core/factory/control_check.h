// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/factory/factory.h"

namespace mw::factory {

/// What is wrong with the rules that limit work in process: keys that a rule needs or does not know, an element that
/// cannot play its part, an element in two stages of one kanban. Errors, with JSON pointers.
[[nodiscard]] Findings checkControl(const Factory& factory);

}  // namespace mw::factory
