// SPDX-License-Identifier: Apache-2.0
#include "core/motion/bullet/near_pairs.h"

#include <LinearMath/btAabbUtil2.h>
#include <algorithm>

#include "core/motion/bullet/belt_contacts.h"
#include "core/motion/bullet/world_body.h"

namespace mw::motion {
namespace {

constexpr double kStrike_mps = 0.05;
constexpr double kStrikeOfBelt = 0.5;  // on a slow belt nothing is faster than the belt

/// The broadphase keeps pairs of boxes with much room around them, so as to look seldom; most never touch.
bool areNear(const btBroadphasePair& pair) {
  const btBroadphaseProxy& a = *pair.m_pProxy0;
  const btBroadphaseProxy& b = *pair.m_pProxy1;
  return TestAabbAgainstAabb2(a.m_aabbMin, a.m_aabbMax, b.m_aabbMin, b.m_aabbMax);
}

}  // namespace

void collideAwake(btBroadphasePair& pair, btCollisionDispatcher& dispatcher, const btDispatcherInfo& info) {
  if (pair.m_algorithm == nullptr && !areNear(pair)) return;
  WorldBody& a = WorldBody::of(*pair.m_pProxy0);
  WorldBody& b = WorldBody::of(*pair.m_pProxy1);
  if (!a.isGoing() && !b.isGoing()) return;
  if (a.is_resting || b.is_resting) {
    const double strike_mps = (a.rigid.getLinearVelocity() - b.rigid.getLinearVelocity()).length();
    const double least_mps = std::min(kStrike_mps, kStrikeOfBelt * std::min(a.lane_speed_mps, b.lane_speed_mps));
    if (strike_mps > least_mps || a.is_driven || b.is_driven) (a.is_resting ? a : b).wake();
  }
  const bool a_is_belt = a.kind == WorldBody::Kind::Belt;
  const bool b_is_belt = b.kind == WorldBody::Kind::Belt;
  if (a.kind != WorldBody::Kind::Moving || b.kind != WorldBody::Kind::Moving) {
    followBelts(pair, a.isRunning(), b.isRunning(), info.m_timeStep);
  }
  btCollisionDispatcher::defaultNearCallback(pair, dispatcher, info);
  if (a_is_belt || b_is_belt) roundBelts(pair, a_is_belt, b_is_belt);
}

}  // namespace mw::motion
