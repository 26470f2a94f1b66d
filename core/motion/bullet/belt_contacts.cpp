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
    for (int k = 0; k < contacts.getNumContacts(); ++k) {
      btManifoldPoint& contact = contacts.getContactPoint(k);
      if (&a == first || &a == second) contact.m_localPointA += wayOf(a, contact.m_localPointA, step_s);
      if (&b == first || &b == second) contact.m_localPointB += wayOf(b, contact.m_localPointB, step_s);
    }
    contacts.refreshContactPoints(a.getWorldTransform(), b.getWorldTransform());
  }
}

}  // namespace mw::motion
