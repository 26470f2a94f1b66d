// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <span>

#include "core/motion/drive/standing_boxes.h"
#include "core/motion/drive/vehicle_run.h"

namespace mw::motion {

/// Where a vehicle that stands in another's way goes, and how.
struct Refuge {
  VehicleRun run;     ///< as it sets out for it
  double cost_m = 0;  ///< how far it is, and more where it stands in the way of others
};

/// The best place out of the way of another: ahead or back, beside the road or on another road up to three nodes
/// away, to which the way is free and which is aside of all that the other is known to drive. None where there is none.
[[nodiscard]] std::optional<Refuge> findRefuge(std::span<const VehicleRun> vehicles,
                                               std::span<const StandingBox> standing, std::size_t self,
                                               std::size_t for_whom);

/// As it sets out from there for the legs that it owes, by the shortest way.
[[nodiscard]] VehicleRun onItsWayAgain(const VehicleRun& run);

/// Whether the way back is clear of all that the other is known to drive, or of where it stands.
[[nodiscard]] bool isClearOf(const VehicleRun& way_back, const VehicleRun& other);

}  // namespace mw::motion
