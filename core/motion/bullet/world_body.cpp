// SPDX-License-Identifier: Apache-2.0
#include "core/motion/bullet/world_body.h"

#include <LinearMath/btTransformUtil.h>
#include <algorithm>

#include "core/motion/bullet/bullet_vectors.h"

namespace mw::motion {
namespace {

// A part that for half a second stayed within a small distance, and within a small part of the way its belt made,
// rests: it stands fixed, at no cost, until its lane changes or something strikes it. The distance is above what the
// solver makes a pushing queue tremble by, 2 mm.
constexpr double kRest_s = 0.5;
constexpr double kRestWithin_m = 3e-3;
constexpr double kRestOfBelt = 0.05;
constexpr double kRestTurn_rad = 0.02;

btRigidBody::btRigidBodyConstructionInfo construction(const Box& box, double mass_kg, btBoxShape& shape) {
  btVector3 inertia(0, 0, 0);
  if (mass_kg > 0) shape.calculateLocalInertia(mass_kg, inertia);
  btRigidBody::btRigidBodyConstructionInfo info(mass_kg, nullptr, &shape, inertia);
  info.m_startWorldTransform = btTransform(turnOf(box.yaw_rad, box.pitch_rad), bulletVector(box.position_m));
  info.m_friction = box.friction;
  info.m_restitution = 0;
  return info;
}

}  // namespace

btQuaternion turnOf(double yaw_rad, double pitch_rad) {
  return btQuaternion(btVector3(0, 0, 1), yaw_rad) * btQuaternion(btVector3(0, 1, 0), pitch_rad);
}

WorldBody::WorldBody(Kind a_kind, const Box& box, double a_mass_kg)
    : kind(a_kind),
      lane(box.lane),
      open_lanes(box.open_lanes),
      gate(box.gate),
      way(box.way),
      shape(bulletVector(box.size_m) * 0.5),
      rigid(construction(box, a_mass_kg, shape)),
      pitch_rad(box.pitch_rad),
      mass_kg(a_mass_kg) {
  rigid.setUserPointer(this);
  if (mass_kg > 0) shape.calculateLocalInertia(mass_kg, inertia);
}

void WorldBody::rest() {
  is_resting = true;
  rigid.setLinearVelocity(btVector3(0, 0, 0));
  rigid.setAngularVelocity(btVector3(0, 0, 0));
  rigid.setMassProps(0, btVector3(0, 0, 0));
  rigid.forceActivationState(ISLAND_SLEEPING);
}

void WorldBody::wake() {
  quiet_s = 0;
  if (!is_resting) return;
  is_resting = false;
  rigid.setMassProps(mass_kg, inertia);
  rigid.updateInertiaTensor();
  rigid.setGravity(btVector3(0, 0, -kGravity_mps2));
  rigid.forceActivationState(DISABLE_DEACTIVATION);
}

void WorldBody::noteQuiet(double step_s) {
  const btTransform& here = rigid.getWorldTransform();
  const double within_m = std::min(kRestWithin_m, kRestOfBelt * kRest_s * lane_speed_mps);
  const bool is_quiet = quiet_s > 0 && here.getOrigin().distance(quiet_pose.getOrigin()) <= within_m &&
                        here.getRotation().angleShortestPath(quiet_pose.getRotation()) <= kRestTurn_rad;
  if (!is_quiet) {
    quiet_s = step_s;
    quiet_pose = here;
    return;
  }
  quiet_s += step_s;
  if (quiet_s > kRest_s) rest();
}

void WorldBody::startDrive(double step_s) {
  btVector3 velocity(0, 0, 0);
  btVector3 turn(0, 0, 0);
  if (is_driven) {
    btTransformUtil::calculateVelocity(rigid.getWorldTransform(), driven_to, step_s, velocity, turn);
  }
  rigid.setLinearVelocity(velocity);
  rigid.setAngularVelocity(turn);
}

void WorldBody::endDrive() {
  if (!is_driven) return;
  rigid.setWorldTransform(driven_to);
  rigid.setInterpolationWorldTransform(driven_to);
  is_driven = false;
}

}  // namespace mw::motion
