// SPDX-License-Identifier: Apache-2.0
#include "core/motion/bullet/energy_balance.h"

#include <cmath>

namespace mw::motion {
namespace {

// Of what the solver gives beyond: overlap that it takes back lifts a body, and a blow that it solves in five
// iterations leaves a rest. Belts of 0.1 to 2 m/s give 0.6 mm, a queue that is run into at 10 m/s 42 mm; at 30 m/s, 4 %
// of what moves.
constexpr double kLift_m = 0.05;
constexpr double kShareOfMoving = 0.05;

/// The work of a contact's impulse on the bodies that move: that of a belt or driven box, 0 for what stands.
double workOf(const btManifoldPoint& contact, const btCollisionObject& mover, double sign, const btVector3& at) {
  const btRigidBody& rigid = static_cast<const btRigidBody&>(mover);
  const btVector3 velocity = rigid.getVelocityInLocalPoint(at - rigid.getWorldTransform().getOrigin());
  const btVector3 impulse = contact.m_normalWorldOnB * contact.m_appliedImpulse +
                            contact.m_lateralFrictionDir1 * contact.m_appliedImpulseLateral1 +
                            contact.m_lateralFrictionDir2 * contact.m_appliedImpulseLateral2;
  return sign * impulse.dot(velocity);
}

}  // namespace

void EnergyBalance::clear() {
  bodies_.clear();
}

void EnergyBalance::add(BodyId id, const btRigidBody& rigid, double mass_kg, const btVector3& inertia) {
  Weighed body{id, &rigid, mass_kg, inertia, 0, 0};
  body.moving_J = kinetic_J(body);
  body.before_J = body.moving_J + potential_J(body);
  bodies_.push_back(body);
}

std::optional<EnergyRise> EnergyBalance::end(const btCollisionWorld& world) {
  groups_.assign(static_cast<std::size_t>(world.getNumCollisionObjects()) + 1, {});
  addBodies();
  takeOffWork(world);
  const Weighed* worst = nullptr;
  double worst_rise_J = 0;
  for (const Weighed& body : bodies_) {
    if (!isTooMuch(groupOf(*body.rigid))) continue;
    const double rise_J = kinetic_J(body) + potential_J(body) - body.before_J;
    if (!std::isfinite(rise_J)) return EnergyRise{body.id, std::nan("")};
    if (worst != nullptr && rise_J <= worst_rise_J) continue;
    worst = &body;
    worst_rise_J = rise_J;
  }
  if (worst == nullptr) return std::nullopt;
  return EnergyRise{worst->id, worst_rise_J};
}

double EnergyBalance::kinetic_J(const Weighed& body) {
  const btVector3 turn = body.rigid->getAngularVelocity() * body.rigid->getWorldTransform().getBasis();
  return (body.mass_kg * body.rigid->getLinearVelocity().length2() + (turn * turn).dot(body.inertia)) / 2;
}

double EnergyBalance::potential_J(const Weighed& body) const {
  return body.mass_kg * gravity_mps2_ * body.rigid->getWorldTransform().getOrigin().z();
}

bool EnergyBalance::isTooMuch(const Group& group) const {
  const double allowed_J = group.mass_kg * gravity_mps2_ * kLift_m + kShareOfMoving * group.moving_J;
  return !(group.rise_J <= allowed_J);
}

/// What rests has no island: it is a group of its own, in which nothing rises.
EnergyBalance::Group& EnergyBalance::groupOf(const btCollisionObject& body) {
  return groups_[static_cast<std::size_t>(body.getIslandTag() + 1)];
}

void EnergyBalance::addBodies() {
  for (const Weighed& body : bodies_) {
    Group& group = groupOf(*body.rigid);
    group.rise_J += kinetic_J(body) + potential_J(body) - body.before_J;
    group.moving_J += body.moving_J;
    group.mass_kg += body.mass_kg;
  }
}

void EnergyBalance::takeOffWork(const btCollisionWorld& world) {
  btDispatcher& dispatcher = *const_cast<btCollisionWorld&>(world).getDispatcher();  // reading is not const in Bullet
  for (int i = 0; i < dispatcher.getNumManifolds(); ++i) {
    const btPersistentManifold& contacts = *dispatcher.getManifoldByIndexInternal(i);
    const btCollisionObject& a = *contacts.getBody0();
    const btCollisionObject& b = *contacts.getBody1();
    if (a.isKinematicObject() == b.isKinematicObject()) continue;
    const btCollisionObject& moved = a.isKinematicObject() ? b : a;
    if (moved.getIslandTag() < 0) continue;  // it rests
    for (int k = 0; k < contacts.getNumContacts(); ++k) {
      const btManifoldPoint& contact = contacts.getContactPoint(k);
      const double work_J = a.isKinematicObject() ? workOf(contact, a, -1, contact.getPositionWorldOnA())
                                                  : workOf(contact, b, 1, contact.getPositionWorldOnB());
      groupOf(moved).rise_J -= work_J;
    }
  }
}

}  // namespace mw::motion
