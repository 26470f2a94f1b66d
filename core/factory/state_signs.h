// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>

#include "core/factory/element_state.h"

namespace mw::factory {

/// What a state looks like wherever people see it, in windows and reports, as 0xRRGGBB on white. A dark ground wants
/// another grey for idle.
/// Source: Okabe and Ito (2008), safe for the colour-blind
inline constexpr std::array<unsigned, kElementStateCount> kStateColors = {0x009E73, 0xAEB8C2, 0xE69F00, 0x56B4E9,
                                                                          0xD55E00, 0xCC79A7, 0x3A424C};

/// A letter beside each colour, so that no state is told by colour alone: blocked is K, since B is busy.
inline constexpr std::array<char, kElementStateCount> kStateLetters = {'B', 'I', 'K', 'S', 'D', 'W', 'O'};

}  // namespace mw::factory
