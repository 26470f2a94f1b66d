// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <btBulletDynamicsCommon.h>
#include <optional>
#include <vector>

#include "core/motion/rigid_world.h"

namespace mw::motion {

/// Whether the mechanical energy of bodies that touch each other rises in a step by no more than belts and driven boxes
/// put in through their contacts:
///
///   E = sum (m v^2 / 2 + w' I w / 2 + m g z),   E_after - E_before <= sum J' v + tolerance
///
/// J the impulse of a contact on the body, v the velocity of the belt or box there. Friction, blows and the fall of a
/// step only take energy; what bodies gain beyond was made by bodies that overlap or by a solver that runs away.
///
/// Use: clear(), add() each body that moves, the world's step, end().
class EnergyBalance {
 public:
  explicit EnergyBalance(double gravity_mps2) : gravity_mps2_(gravity_mps2) {}

  void clear();
  /// @param rigid    outlives end()
  /// @param inertia  kg m2, about its own axes
  void add(BodyId id, const btRigidBody& rigid, double mass_kg, const btVector3& inertia);
  /// @returns of the bodies that gained too much the one that gained most; none where all is well. Energies that are
  /// no numbers are too much.
  [[nodiscard]] std::optional<EnergyRise> end(const btCollisionWorld& world);

 private:
  struct Weighed {
    BodyId id;
    const btRigidBody* rigid;
    double mass_kg;
    btVector3 inertia;
    double before_J;  ///< kinetic and potential
    double moving_J;  ///< kinetic alone
  };
  /// Bodies that touched each other in the step.
  struct Group {
    double rise_J = 0;  ///< beyond what was given
    double moving_J = 0;
    double mass_kg = 0;
  };
  [[nodiscard]] Group& groupOf(const btCollisionObject& body);
  static double kinetic_J(const Weighed& body);
  [[nodiscard]] double potential_J(const Weighed& body) const;
  [[nodiscard]] bool isTooMuch(const Group& group) const;
  void addBodies();
  void takeOffWork(const btCollisionWorld& world);

  double gravity_mps2_;
  std::vector<Weighed> bodies_;
  std::vector<Group> groups_;  ///< by Bullet's island tag
};

}  // namespace mw::motion
