// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <span>

#include "core/motion/drive/vehicle_run.h"

namespace mw::motion {

// The floor is given out: a vehicle drives only where it has claimed the way, and no two claims touch, so that no two
// vehicles do. A claim reaches as far as the vehicle needs to stop, and is given back behind it. It does not end on a
// crossing but where the way is changed there: who enters one has claimed the way across it and out again. On a road
// with one line for both directions nobody claims against one that comes towards him, but for one that goes aside on
// it.

/// Gives back all but where it is.
void claimPlace(VehicleRun& run);
/// Gives back what it has left behind.
void giveBack(VehicleRun& run);
/// Claims on as far as its speed asks for. @returns the vehicle that is in its way
[[nodiscard]] std::optional<std::uint32_t> claimOn(std::span<VehicleRun> vehicles, std::size_t self, double step_s);
/// Puts a vehicle on another way that begins where it is. @returns false where its way to stop is not free there: it
/// stays on the one it is on
[[nodiscard]] bool changeWay(std::span<VehicleRun> vehicles, std::size_t self, VehicleRun&& other_way);

/// Who comes towards me on the line of a road that has one for both directions.
[[nodiscard]] std::optional<std::uint32_t> whoComesOn(std::span<const VehicleRun> vehicles, std::size_t self,
                                                      const RoadLeg& on);
/// How near a vehicle may come to others: with the clearance of both, as near as kTight_m, or that to those that stand.
enum class Nearness { Clear, Tight, TightToStanding };

/// Who claims floor that a box of mine would take up.
[[nodiscard]] std::optional<std::uint32_t> whoClaims(std::span<const VehicleRun> vehicles, std::size_t self,
                                                     const Footprint& box, Nearness nearness);
/// The places on a path, close by close, from one length to another; both ends too.
[[nodiscard]] std::vector<Claimed> placesAlong(const VehicleRun& run, double from_m, double to_m);

/// So near vehicles come where there is no more room: claims are samples of what is swept, 0.05 m apart, whose error
/// is below half of this.
inline constexpr double kTight_m = 0.12;

}  // namespace mw::motion
