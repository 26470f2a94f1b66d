// SPDX-License-Identifier: Apache-2.0
#include "core/motion/bullet/belt_contacts.h"

#include <btBulletDynamicsCommon.h>

namespace mw::motion {
namespace {

/// How far the surface moves in a step at a point of it, in the belt's own frame.
btVector3 wayOf(const btRigidBody& belt, const btVector3& local_point, double step_s) {
  const btMatrix3x3& basis = belt.getWorldTransform().getBasis();
  return belt.getVelocityInLocalPoint(basis * local_point) * basis * step_s;
}

/// Whether a point of a belt's top has gone over its edge, where nothing bears any more.
bool isOff(const btRigidBody& belt, const btVector3& local_point) {
  const btVector3 half = static_cast<const btBoxShape*>(belt.getCollisionShape())->getHalfExtentsWithMargin();
  return std::abs(local_point.x()) > half.x() || std::abs(local_point.y()) > half.y();
}

/// @returns whether the contact bears no more
bool follow(const btRigidBody& belt, btVector3& local_point, double step_s) {
  local_point += wayOf(belt, local_point, step_s);
  return isOff(belt, local_point);
}

}  // namespace

void followBelts(const btBroadphasePair& pair, bool a_is_belt, bool b_is_belt, double step_s) {
  if (pair.m_algorithm == nullptr) return;
  const void* const first = a_is_belt ? pair.m_pProxy0->m_clientObject : nullptr;
  const void* const second = b_is_belt ? pair.m_pProxy1->m_clientObject : nullptr;
  btManifoldArray manifolds;
  pair.m_algorithm->getAllContactManifolds(manifolds);
  for (int i = 0; i < manifolds.size(); ++i) {
    btPersistentManifold& contacts = *manifolds[i];
    const auto& a = static_cast<const btRigidBody&>(*contacts.getBody0());
    const auto& b = static_cast<const btRigidBody&>(*contacts.getBody1());
    for (int k = contacts.getNumContacts() - 1; k >= 0; --k) {
      btManifoldPoint& contact = contacts.getContactPoint(k);
      bool is_off = false;
      if (&a == first || &a == second) is_off = follow(a, contact.m_localPointA, step_s);
      if (&b == first || &b == second) is_off = follow(b, contact.m_localPointB, step_s) || is_off;
      if (is_off) contacts.removeContactPoint(k);
    }
    contacts.refreshContactPoints(a.getWorldTransform(), b.getWorldTransform());
  }
}

}  // namespace mw::motion
