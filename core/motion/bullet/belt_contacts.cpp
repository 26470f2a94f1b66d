// SPDX-License-Identifier: Apache-2.0
#include "core/motion/bullet/belt_contacts.h"

#include <algorithm>
#include <btBulletDynamicsCommon.h>
#include <cmath>

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

// A belt ends in a roller: what comes so little below its top is not caught by the box's end.
constexpr double kRound_m = 5e-3;
constexpr double kUpright = 0.3;  // cosine between an end's normal and the belt's own vertical, at most

bool isAtEnd(const btRigidBody& belt, const btManifoldPoint& contact) {
  return std::abs(contact.m_normalWorldOnB.dot(belt.getWorldTransform().getBasis().getColumn(2))) < kUpright;
}

double belowTop_m(const btRigidBody& belt, const btVector3& local_point) {
  return static_cast<const btBoxShape*>(belt.getCollisionShape())->getHalfExtentsWithMargin().z() - local_point.z();
}

/// @returns whether the contact bears no more
bool follow(const btRigidBody& belt, btVector3& local_point, double step_s) {
  local_point += wayOf(belt, local_point, step_s);
  return isOff(belt, local_point);
}

/// Of a pair's contacts those go for which is_over(belt, point in its frame, contact) holds of one that is a belt.
/// @param then  called with the contacts that are left
template <typename IsOver, typename Then>
void forget(const btBroadphasePair& pair, bool a_is_belt, bool b_is_belt, IsOver is_over, Then then) {
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
      bool goes = false;
      if (&a == first || &a == second) goes = is_over(a, contact.m_localPointA, contact);
      if (&b == first || &b == second) goes = is_over(b, contact.m_localPointB, contact) || goes;
      if (goes) contacts.removeContactPoint(k);
    }
    then(contacts, a, b);
  }
}

}  // namespace

void followBelts(const btBroadphasePair& pair, bool a_is_belt, bool b_is_belt, double step_s) {
  forget(
      pair, a_is_belt, b_is_belt,
      [step_s](const btRigidBody& belt, btVector3& point, const btManifoldPoint&) {
        return follow(belt, point, step_s);
      },
      [](btPersistentManifold& contacts, const btRigidBody& a, const btRigidBody& b) {
        contacts.refreshContactPoints(a.getWorldTransform(), b.getWorldTransform());
      });
}

void roundBelts(const btBroadphasePair& pair, bool a_is_belt, bool b_is_belt) {
  double deepest_m = 0;
  const auto nothing = [](btPersistentManifold&, const btRigidBody&, const btRigidBody&) {};
  const auto look = [&deepest_m](const btRigidBody& belt, const btVector3& point, const btManifoldPoint& contact) {
    if (isAtEnd(belt, contact)) deepest_m = std::max(deepest_m, belowTop_m(belt, point));
    return false;
  };
  forget(pair, a_is_belt, b_is_belt, look, nothing);
  if (deepest_m == 0 || deepest_m > kRound_m) return;
  forget(
      pair, a_is_belt, b_is_belt,
      [](const btRigidBody& belt, const btVector3&, const btManifoldPoint& contact) { return isAtEnd(belt, contact); },
      nothing);
}

}  // namespace mw::motion
