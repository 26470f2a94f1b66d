// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>

#include "core/motion/rigid_world.h"

namespace mw::motion {

/// A world computed by Bullet 3.24 in double precision: sequential impulses with 5 iterations that start from the last
/// step's impulses, split impulse against overlap, no sleeping. Belts are kinematic boxes that get their velocity
/// before each internal step; Bullet overwrites a velocity set earlier.
[[nodiscard]] std::unique_ptr<RigidWorld> makeBulletWorld();

}  // namespace mw::motion
