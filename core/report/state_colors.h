// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>

#include "core/factory/element_state.h"

namespace mw::report {

/// Colours of the states on white, as the window has them in its light theme.
/// Source: Okabe and Ito (2008), safe for the colour-blind
inline constexpr std::array<const char*, factory::kElementStateCount> kStateColors = {
    "#009e73", "#aeb8c2", "#e69f00", "#56b4e9", "#d55e00", "#cc79a7", "#3a424c"};

}  // namespace mw::report
