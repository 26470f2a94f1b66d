// SPDX-License-Identifier: Apache-2.0
#include "core/motion/bullet/box_contacts.h"

#include <BulletCollision/CollisionDispatch/btCollisionDispatcher.h>
#include <BulletCollision/CollisionDispatch/btCollisionObjectWrapper.h>
#include <BulletCollision/CollisionDispatch/btManifoldResult.h>
#include <new>

namespace mw::motion {
namespace {

constexpr double kStill_m = 5e-4;
constexpr double kStill_rad = 5e-4;

/// A difference of directions is the angle between them, in rad, where it is small.
bool isTurned(const btMatrix3x3& now, const btMatrix3x3& then) {
  for (int row = 0; row < 3; ++row) {
    if ((now[row] - then[row]).length2() > kStill_rad * kStill_rad) return true;
  }
  return false;
}

}  // namespace

bool BoxContacts::areSteady(const btTransform& a, const btTransform& b) const {
  return contacts_ != nullptr && contacts_->getNumContacts() == MANIFOLD_CACHE_SIZE &&
         (b.getOrigin() - a.getOrigin() - way_m_).length2() <= kStill_m * kStill_m &&
         !isTurned(a.getBasis(), turn_a_) && !isTurned(b.getBasis(), turn_b_);
}

void BoxContacts::processCollision(const btCollisionObjectWrapper* a, const btCollisionObjectWrapper* b,
                                   const btDispatcherInfo& info, btManifoldResult* result) {
  const btTransform& pose_a = a->getWorldTransform();
  const btTransform& pose_b = b->getWorldTransform();
  if (areSteady(pose_a, pose_b)) {
    result->setPersistentManifold(contacts_);
    result->refreshContactPoints();
    return;
  }
  btBoxBoxCollisionAlgorithm::processCollision(a, b, info, result);
  contacts_ = result->getPersistentManifold();
  way_m_ = pose_b.getOrigin() - pose_a.getOrigin();
  turn_a_ = pose_a.getBasis();
  turn_b_ = pose_b.getBasis();
}

btCollisionAlgorithm* BoxContacts::CreateFunc::CreateCollisionAlgorithm(btCollisionAlgorithmConstructionInfo& info,
                                                                        const btCollisionObjectWrapper* a,
                                                                        const btCollisionObjectWrapper* b) {
  void* const place = info.m_dispatcher1->allocateCollisionAlgorithm(sizeof(BoxContacts));
  return new (place) BoxContacts(info, a, b);
}

}  // namespace mw::motion
