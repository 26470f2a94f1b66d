// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/factory/element_state.h"

namespace mw::scene {

/// What an element's beacon shows: the states of the event engine.
using factory::ElementState;

inline constexpr int kElementStateCount = static_cast<int>(factory::kElementStateCount);

}  // namespace mw::scene
