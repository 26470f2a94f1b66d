// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>

#include "core/motion/rigid_world.h"

namespace mw::motion {

/// A world computed by Bullet 3.24 in double precision: sequential impulses with 5 iterations that start from the last
/// step's impulses, split impulse against overlap of more than 5 mm, no sleeping. Belts are kinematic boxes that
/// get their velocity before each internal step (Bullet overwrites a velocity set earlier) and carry their contacts
/// along.
[[nodiscard]] std::unique_ptr<RigidWorld> makeBulletWorld();

}  // namespace mw::motion
