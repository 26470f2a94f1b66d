// SPDX-License-Identifier: Apache-2.0
#include "core/motion/bullet/first_obstacle.h"

#include <algorithm>

namespace mw::motion {
namespace {

constexpr double kSlack_m = 0.01;
constexpr double kHeadOn = 0.5;  // cosine between a body's way and the face it runs into

/// Of a swept body.
class FirstObstacle : public btCollisionWorld::ConvexResultCallback {
 public:
  FirstObstacle(const WorldBody& body, const LaneFilter& filter, const btVector3& direction)
      : body_(body), filter_(filter), direction_(direction) {}

  bool needsCollision(btBroadphaseProxy* proxy) const override {
    const WorldBody& other = WorldBody::of(*proxy);
    return &other != &body_ && other.kind != WorldBody::Kind::Belt && filter_.mayMeet(body_, other);
  }
  btScalar addSingleResult(btCollisionWorld::LocalConvexResult& hit, bool is_normal_in_world) override {
    const btVector3 normal = is_normal_in_world
                                 ? hit.m_hitNormalLocal
                                 : hit.m_hitCollisionObject->getWorldTransform().getBasis() * hit.m_hitNormalLocal;
    if (normal.dot(direction_) > -kHeadOn) return m_closestHitFraction;
    m_closestHitFraction = hit.m_hitFraction;
    found = static_cast<const WorldBody*>(hit.m_hitCollisionObject->getUserPointer());
    return hit.m_hitFraction;
  }

  const WorldBody* found = nullptr;

 private:
  const WorldBody& body_;
  const LaneFilter& filter_;
  btVector3 direction_;
};

}  // namespace

const WorldBody* firstObstacle(const btCollisionWorld& world, const WorldBody& body, const LaneFilter& filter,
                               const btVector3& way_m) {
  // A little smaller than the body, so that rails beside it and the belt below are not in the way.
  btVector3 half = body.shape.getHalfExtentsWithMargin();
  half.setY(std::max(half.y() - kSlack_m, half.y() / 2));
  half.setZ(std::max(half.z() - kSlack_m, half.z() / 2));
  btBoxShape shape(half);
  const btTransform from = body.rigid.getWorldTransform();
  btTransform to = from;
  to.setOrigin(from.getOrigin() + way_m);
  FirstObstacle first(body, filter, way_m.normalized());
  world.convexSweepTest(&shape, from, to, first);
  return first.found;
}

}  // namespace mw::motion
