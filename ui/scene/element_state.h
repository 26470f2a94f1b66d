// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace mw::scene {

/// What an element's beacon shows; the states of the event engine.
enum class ElementState { Busy, Idle, Blocked, Setup, Down, Waiting, Off };

inline constexpr int kElementStateCount = 7;

}  // namespace mw::scene
