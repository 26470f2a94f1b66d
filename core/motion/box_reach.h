// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/motion/rigid_world.h"

namespace mw::motion {

/// How far a box reaches from its middle along a direction: the sum over its axes of half its size times how far the
/// axis points that way.
/// @param way  of length 1
[[nodiscard]] double boxReach_m(const BodyState& state, const Vector3& size_m, const Vector3& way);

}  // namespace mw::motion
