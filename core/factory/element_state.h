// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <string_view>

namespace mw::factory {

/// What one place of an element does; a place is always in exactly one of these.
enum class ElementState : unsigned char { Busy, Idle, Blocked, Setup, Down, Waiting, Off };

inline constexpr std::size_t kElementStateCount = 7;
inline constexpr std::array<std::string_view, kElementStateCount> kElementStateNames = {
    "busy", "idle", "blocked", "setup", "down", "waiting", "off"};

[[nodiscard]] constexpr std::string_view nameOf(ElementState state) {
  return kElementStateNames[static_cast<std::size_t>(state)];
}

}  // namespace mw::factory
