// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <vector>

#include "core/motion/conveyor_geometry.h"
#include "core/motion/junction.h"

namespace mw::motion {

/// A moving surface of a conveyor, per metre a second of its speed.
struct BeltSurface {
  BodyId body = 0;
  Vector3 velocity{};         ///< of its centre, dimensionless
  double turn_rad_per_m = 0;  ///< about the vertical through its centre
};

struct ConveyorBodies {
  std::vector<BeltSurface> surfaces;
  std::vector<BodyId> guides;  ///< rails, blades of stops, and the stop at the end
};

/// Puts belts, rails and the stop at the end into the world. In a corner a plate turns about the inner corner of the
/// rails, in a bend plates turn about the middle of its arc, so that the middle of the belt keeps its speed and parts
/// keep their side to the front.
///
/// @param lane    of its parts
/// @param passes  lanes whose parts pass the stop: those of conveyors that it is joined to
[[nodiscard]] ConveyorBodies addConveyorBodies(const ConveyorGeometry& conveyor, int lane, std::vector<int> passes,
                                               RigidWorld& world);

/// A surface in a junction.
struct JunctionPlate {
  BodyId body = 0;
  Vector3 center_m{};
  std::size_t way = 0;  ///< whose it is, where ways have plates of their own
};

/// Puts the plates that turn parts into the world, and walls where no belt goes on. None where belts go straight on.
/// Ways that have plates of their own have them in one place: those of a plate of small driven rollers that take each
/// part its way.
/// @param guides  gets the walls
[[nodiscard]] std::vector<JunctionPlate> addJunctionBodies(const Junction& junction,
                                                           std::span<const ConveyorGeometry> conveyors,
                                                           RigidWorld& world, std::vector<BodyId>& guides);

/// What carries a part from the end of one conveyor to the start of another: straight on, or about the centre of the
/// arc that touches both where the plate begins. Per metre a second.
/// @param from  none: it was put down at the start of the other
[[nodiscard]] BeltSurface carryOver(const JunctionPlate& plate, const Junction& junction, const ConveyorGeometry* from,
                                    const ConveyorGeometry& to);

}  // namespace mw::motion
