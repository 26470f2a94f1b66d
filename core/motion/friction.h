// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace mw::motion {

// Frictions of two bodies in contact are multiplied: 0.5 between part and rubber belt, 0.25 on driven steel rollers,
// 0.15 along a polished guide, 0.25 between parts, 0.3 on the floor; typical dry values.
inline constexpr double kPartFriction = 0.5;
inline constexpr double kBeltFriction = 1.0;
inline constexpr double kRollerFriction = 0.5;
inline constexpr double kBedFriction = 1.0;  // of a vehicle, as rubber
inline constexpr double kGuideFriction = 0.3;
inline constexpr double kFloorFriction = 0.6;

}  // namespace mw::motion
