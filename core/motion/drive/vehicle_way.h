// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/motion/drive/vehicle_run.h"

namespace mw::motion {

/// Metres along that a vehicle takes onto its lane for each metre that it stands aside of it.
inline constexpr double kAlongForAside = 2;

/// Before and behind a node a vehicle turns within so much.
[[nodiscard]] double cornerOf_m(const RoadLane& lane);
/// Before a place beside the lane a vehicle leaves the lane.
[[nodiscard]] double pullIn_m(const WayEnd& end);
/// On a way of so much, to the node, it still gets to that place.
[[nodiscard]] double leastRoom_m(const WayEnd& end);
/// Leaves the lane for a place beside it.
void pullIn(const RoadLane& lane, const WayEnd& end, double speed_mps, double lateral_mps2, DrivePath& path);
[[nodiscard]] RoadLane laneOf(const VehicleRun& run, const RoadLeg& leg);

/// Lays the path of a vehicle anew, from where it is over its legs, round corners on a curve of about a metre, to the
/// end of the last. Notes where it passes nodes, and the stretches about crossings.
void layWay(VehicleRun& run, const WayEnd& end);

/// A vehicle that stands and looks against a leg drives along it backwards.
void faceAlong(VehicleRun& run, const RoadLeg& leg);

/// A vehicle that stands sets out along a leg: from the node itself, or up to it first from a place before it;
/// backwards where the way goes back.
void setOut(VehicleRun& run, const RoadLeg& next);

}  // namespace mw::motion
