// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <BulletCollision/CollisionDispatch/btCollisionDispatcher.h>

namespace mw::motion {

/// Bullet's near callback: looks for contacts only of what is near each other and moves, and wakes what is struck.
/// Every object of the world is a WorldBody's.
void collideAwake(btBroadphasePair& pair, btCollisionDispatcher& dispatcher, const btDispatcherInfo& info);

}  // namespace mw::motion
