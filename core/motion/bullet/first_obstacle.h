// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/motion/bullet/lane_filter.h"

namespace mw::motion {

/// What a body would run into first on this straight way: none of what it merely slides along, nor a belt.
/// @returns null where the way is free
[[nodiscard]] const WorldBody* firstObstacle(const btCollisionWorld& world, const WorldBody& body,
                                             const LaneFilter& filter, const btVector3& way_m);

}  // namespace mw::motion
