// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>

namespace mw::factory {

// What vehicles are like where the factory does not say.

/// A flat carrier for one pallet or crate, as it is drawn.
inline constexpr std::array<double, 3> kVehicleSize_m{1.4, 0.9, 0.36};
/// A tenth of gravity, speeding up and braking: parts stay where friction (0.5, see core/motion/friction.h) would hold
/// five times that, and even a part ten times as high as long does not tip.
inline constexpr double kVehicleAcceleration_mps2 = 1;
/// What driverless trucks keep free of persons beside their way (EN ISO 3691-4: 0.5 m).
inline constexpr double kVehicleClearance_m = 0.5;
/// So far to the right of the middle of a two-way road vehicles keep, that two pass with their clearance between them.
[[nodiscard]] constexpr double laneOffset_m(double width_m, double clearance_m) {
  return (width_m + clearance_m) / 2;
}
inline constexpr double kLaneOffset_m = laneOffset_m(kVehicleSize_m[1], kVehicleClearance_m);
/// Two that pass on a road of a given width have so much between them at least; on a narrower one they take turns.
inline constexpr double kLeastPassing_m = 0.15;

}  // namespace mw::factory
